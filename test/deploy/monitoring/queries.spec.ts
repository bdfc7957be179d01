import { describeWithTools } from '../tools.js';
import { Estate } from './estate.js';
import { checkRules } from './promtool.js';
import { readQuery } from './promql.js';
import { labelsByMetric } from './scrape.js';
import { adapterQuery, alertRules, dashboardQueries } from './sources.js';

/** What Prometheus adds to everything that it scrapes from a pod, and to a histogram's buckets. */
const ADDED = ['namespace', 'pod'];

const QUERIES = [
  ...alertRules().map(({ alert, expr }) => ({ where: `alert ${alert}`, expr })),
  ...dashboardQueries().map(({ title, expr }) => ({ where: `panel ${title}`, expr })),
  { where: 'the autoscaler', expr: adapterQuery('fairlead', ['fairlead-0']) },
];

describe('after a load run', () => {
  let labels: Map<string, Set<string>>;

  beforeAll(async () => {
    const estate = await Estate.start();
    try {
      await estate.trouble();
      labels = labelsByMetric(await estate.scrape());
    } finally {
      await estate.stop();
    }
  }, 180_000);

  it.each(QUERIES)('$where: every metric is there, with every label', ({ expr }) => {
    const { metrics, grouping } = readQuery(expr);
    expect(metrics).not.toEqual([]);
    for (const { name, labels: asked } of metrics) {
      const known = labels.get(name);
      expect({ name, exists: known !== undefined }).toEqual({ name, exists: true });
      expect({
        name,
        unknown: asked.filter((label) => !known?.has(label) && !ADDED.includes(label)),
      }).toEqual({
        name,
        unknown: [],
      });
    }
    const all = new Set([...ADDED, ...metrics.flatMap(({ name }) => [...(labels.get(name) ?? [])])]);
    expect(grouping.filter((label) => !all.has(label))).toEqual([]);
  });
});

describe('the reader of queries', () => {
  it('tells metrics from functions, words and labels', () => {
    const query =
      'sum by (a, le) (rate(m_total{x=~"y|z",b!="by (c)"}[5m] offset 1h)) / on (d) n and k{e="f"} > 0.5';
    expect(readQuery(query)).toEqual({
      metrics: [
        { name: 'm_total', labels: ['x', 'b'] },
        { name: 'n', labels: [] },
        { name: 'k', labels: ['e'] },
      ],
      grouping: ['a', 'le', 'c', 'd'],
    });
  });
});

describeWithTools('Prometheus', ['promtool'], () => {
  it('can parse every query', () => {
    const rules = QUERIES.map(({ expr }, n) => ({ record: `query:${n}`, expr }));
    expect(checkRules({ groups: [{ name: 'queries', rules }] })).toContain(`${rules.length} rules found`);
  });

  it('can parse the alerts', () => {
    expect(checkRules({ groups: [{ name: 'alerts', rules: alertRules() }] })).toContain('SUCCESS');
  });
});
