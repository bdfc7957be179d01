import { join } from 'node:path';
import { describeWithTools, run } from '../tools.js';
import {
  CHART,
  first,
  helmTemplate,
  kustomize,
  parseResources,
  WITH_PLAIN_CONFIG,
  type Resource,
} from './resources.js';

/** What a template engine adds or words differently: names of people's own, not what runs. */
const INCIDENTAL = new Set(['labels', 'annotations', 'namespace', 'imagePullPolicy', 'creationTimestamp']);

function essence(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/^(fairlead-config)-[a-z0-9]{10}$/, '$1');
  if (Array.isArray(value)) return value.map(essence);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !INCIDENTAL.has(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, essence(inner)]));
}

/** By kind and name, without what is incidental. */
function byName(resources: readonly Resource[]): Map<string, unknown> {
  return new Map(
    resources
      .map((resource) => essence(resource) as Resource)
      .map((resource) => [`${resource.kind} ${resource.metadata.name}`, resource]),
  );
}

function only(text: string, kind: string): Resource {
  return first(
    parseResources(text).filter((resource) => resource.kind === kind),
    kind,
  );
}

describeWithTools('the chart', ['helm'], () => {
  it.each(['values.yaml', 'ci/production-values.yaml', 'ci/small-values.yaml', 'ci/everything-values.yaml'])(
    'has nothing that helm finds fault with: %s',
    (values) => {
      expect(run('helm', ['lint', '--strict', CHART, '--values', join(CHART, values)])).toContain(
        '0 chart(s) failed',
      );
    },
  );

  it.each([
    ['a misspelt value', 'replicaCuont=2', 'replicaCuont'],
    ['a memory limit in no unit it can halve', 'resources.limits.memory=512M', 'memory'],
    ['a port out of range', 'service.port=99999', 'port'],
    ['a switch that is a word', 'autoscaling.enabled=maybe', 'enabled'],
  ])('refuses %s', (_what, value, named) => {
    expect(() => helmTemplate('values.yaml', ['--set', value])).toThrow(named);
  });

  it('rolls the pods for another fairlead.yaml, not for another policy', () => {
    const checksum = (...args: string[]): unknown => {
      const deployment = only(helmTemplate('values.yaml', args), 'Deployment');
      return (deployment.spec as { template: Resource }).template.metadata.annotations?.['checksum/config'];
    };
    const before = checksum();
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(checksum(...WITH_PLAIN_CONFIG.slice(2))).toBe(before);
    expect(checksum(...WITH_PLAIN_CONFIG.slice(0, 2))).not.toBe(before);
  });

  it('leaves the number of pods to the autoscaler, or says it', () => {
    const replicas = (values: string): unknown =>
      (only(helmTemplate(values), 'Deployment').spec as { readonly replicas?: number }).replicas;
    expect(replicas('values.yaml')).toBeUndefined();
    expect(replicas('ci/small-values.yaml')).toBe(1);
  });

  it('a larger memory limit gives a larger heap', () => {
    expect(helmTemplate('ci/small-values.yaml')).toContain('--max-old-space-size=768');
  });

  it('leads from an alert to its runbook', () => {
    const text = JSON.stringify(only(helmTemplate('ci/everything-values.yaml'), 'PrometheusRule'));
    const links = Array.from(text.matchAll(/"runbook_url":"([^"]+)"/g), ([, link]) => link!);
    expect(links.length).toBeGreaterThan(10);
    for (const link of links)
      expect(link).toMatch('https://git.example/fairlead/blob/main/docs/operations.md#');
  });
});

describeWithTools('the chart and the plain manifests', ['helm', 'kubectl'], () => {
  it('are the same but for names and labels', () => {
    const chart = byName(
      parseResources(helmTemplate('ci/production-values.yaml', WITH_PLAIN_CONFIG)).filter(
        ({ metadata }) => metadata.annotations?.['helm.sh/hook'] === undefined,
      ),
    );
    const plain = byName(
      [kustomize('.'), kustomize('monitoring')]
        .flatMap(parseResources)
        .filter(({ kind }) => kind !== 'Namespace'),
    );
    expect([...chart.keys()].sort()).toEqual([...plain.keys()].sort());
    for (const [name, resource] of plain)
      expect({ name, resource: chart.get(name) }).toEqual({ name, resource });
  });
});
