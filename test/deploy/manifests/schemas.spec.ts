import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithTools, run } from '../tools.js';
import { helmTemplate, kustomize, parseResources, WITH_PLAIN_CONFIG } from './resources.js';

/** Releases that are looked after: `sleep` in preStop is there since 1.30. */
const RELEASES = ['1.30', '1.33', '1.37'];
/** Types of the Prometheus operator, which Kubernetes' schemas do not hold. */
const OPERATOR_GROUP = 'monitoring.coreos.com/v1';

/** @throws Error that names the resource and the field that no release of the list knows */
function expectValid(text: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'fairlead-manifests-'));
  try {
    const resources = parseResources(text).filter(({ apiVersion }) => apiVersion !== OPERATOR_GROUP);
    expect(resources).not.toEqual([]);
    writeFileSync(join(folder, 'all.yaml'), resources.map((one) => JSON.stringify(one)).join('\n---\n'));
    for (const release of RELEASES)
      run('kubernetes-validate', ['--kubernetes-version', release, '--strict', join(folder, 'all.yaml')]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describeWithTools('the plain manifests', ['kubectl', 'kubernetes-validate'], () => {
  it.each(['.', 'monitoring'])('%s: fits the schemas of Kubernetes', (folder) => {
    expectValid(kustomize(folder));
  });

  it('a field that nobody knows is found', () => {
    const broken = kustomize('.').replace('minAvailable:', 'minAvailible:');
    expect(() => expectValid(broken)).toThrow('minAvailible');
  });
});

describeWithTools('the chart', ['helm', 'kubernetes-validate'], () => {
  it.each(['values.yaml', 'ci/production-values.yaml', 'ci/small-values.yaml', 'ci/everything-values.yaml'])(
    'with %s: fits the schemas of Kubernetes',
    (values) => {
      expectValid(helmTemplate(values, WITH_PLAIN_CONFIG));
    },
  );
});
