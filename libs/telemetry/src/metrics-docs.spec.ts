import { readFileSync } from 'node:fs';
import { countedFamilies } from './families.js';
import { GatewayMetrics } from './gateway-metrics.js';
import { WorkersMetrics } from './workers-metrics.js';

const PAGE = new URL('../../../docs/metrics.md', import.meta.url);

/** Rows of the page's tables: | `name` | type | `label`, `label` | meaning | */
function documented(): Map<string, { type: string; labels: string[] }> {
  const rows = readFileSync(PAGE, 'utf8').matchAll(/^\| `(\w+)` +\| (\w+) +\| ([^|]*)\|/gm);
  return new Map(
    Array.from(rows, ([, name, type, labels]) => [
      name!,
      { type: type!, labels: Array.from(labels!.matchAll(/`(\w+)`/g), (label) => label[1]!) },
    ]),
  );
}

describe('docs/metrics.md', () => {
  it('lists exactly the families of the registry, with their types', async () => {
    const metrics = new GatewayMetrics({ defaultMetrics: false });
    const ofWorkers = (await new WorkersMetrics(0).registry.getMetricsAsJSON()).filter(({ name }) =>
      name.startsWith('fairlead_'),
    );
    const real = [...(await metrics.snapshot()), ...ofWorkers].map(
      ({ name, type }) => `${name} ${String(type)}`,
    );
    const listed = Array.from(documented(), ([name, { type }]) => `${name} ${type}`);
    expect(listed.sort()).toEqual(real.sort());
  });

  it('gives the labels of every family, in order', async () => {
    const metrics = new GatewayMetrics({ defaultMetrics: false });
    metrics.observeTargets(() => [
      { target: 't', inflight: 1, circuit: 'healthy', quotaHeadroom: { requests: 1 } },
    ]);
    metrics.observeRoutes(() => [{ route: 'r', availableTargets: 1 }]);
    metrics.policyInfo('v', 'n');
    const real = new Map(Object.values(countedFamilies()).map(({ name, labels }) => [name, [...labels]]));
    for (const { name, values } of await metrics.registry.getMetricsAsJSON())
      if (values[0]) real.set(name, Object.keys(values[0].labels));
    real.set('fairlead_workers', ['state']).set('fairlead_worker_ends_total', ['reason']);
    for (const [name, { labels }] of documented())
      expect({ name, labels }).toEqual({ name, labels: real.get(name) });
  });
});
