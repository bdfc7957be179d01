import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../support/build.js';
import { describeWithTools } from '../tools.js';
import { FIRING } from './alert-cases.js';
import { Estate } from './estate.js';
import { testRules, type Expectation } from './promtool.js';
import { recordingOf } from './recording.js';
import { alertRules, ruleFile } from './sources.js';

/** One a half minute: longer than any rule looks back and waits, but for those that look back an hour. */
const SCRAPES = 70;
const REQUESTS_A_SCRAPE = 3;

const FIRED = 'sum by (alertname) (ALERTS{alertstate="firing"}) > bool 0';

describe('every alert', () => {
  const names = alertRules().map(({ alert }) => alert);

  it('has a test in which it fires', () => {
    expect([...new Set(FIRING.map(({ alert }) => alert))].sort()).toEqual([...names].sort());
  });

  it.each(alertRules())('$alert leads to a runbook, which tells what to do', ({ alert, annotations }) => {
    const [page, anchor] = annotations['runbook_url']!.split('#') as [string, string];
    expect(anchor).toBe(alert.toLowerCase());
    const text = readFileSync(join(REPOSITORY, page), 'utf8');
    const section = text.split(/^### /m).find((part) => part.startsWith(`${alert}\n`));
    expect(section).toBeDefined();
    for (const part of ['**Means**', '**Look**', '**Do**']) expect(section).toContain(part);
  });

  it.each(alertRules())('$alert says how bad it is, and what', ({ labels, annotations }) => {
    expect(['critical', 'warning']).toContain(labels['severity']);
    expect(annotations['summary']).toMatch(/\.$/);
  });
});

describeWithTools('the alerts', ['promtool'], () => {
  it.each(FIRING)('$alert fires, and it alone: $when', ({ alert, series, firesAt }) => {
    const expected: Expectation = {
      expr: FIRED,
      eval_time: firesAt,
      exp_samples: [{ labels: `{alertname="${alert}"}`, value: 1 }],
    };
    const test = { interval: '1m', input_series: series, promql_expr_test: [expected] };
    expect(testRules(ruleFile(), [test])).toContain('SUCCESS');
  });

  it('are silent while a real gateway with two healthy providers is at work', async () => {
    const estate = await Estate.start();
    const scrapes: string[] = [];
    try {
      for (let n = 0; n < SCRAPES; n++) {
        await estate.ask('chat', REQUESTS_A_SCRAPE);
        scrapes.push(await estate.scrape());
      }
    } finally {
      await estate.stop();
    }
    const input = ['fairlead-0', 'fairlead-1'].flatMap((pod) =>
      recordingOf(scrapes, { namespace: 'fairlead', pod, job: 'fairlead-admin' }),
    );
    const moments = ['1m', '5m', '12m', '20m', '34m'];
    // What this alert is about is how fast the machine is, and the one that tests run on has other things to do.
    const expr = 'ALERTS{alertname!="FairleadOverhead"}';
    const silent = moments.map((eval_time) => ({ expr, eval_time, exp_samples: [] }));
    // A recording that nothing can be read from is silent too.
    const alive = {
      expr: 'round(sum(rate(fairlead_requests_total{outcome="ok"}[5m])) * 30)',
      eval_time: '20m',
      exp_samples: [{ labels: '{}', value: 2 * REQUESTS_A_SCRAPE }],
    };
    const test = { interval: '30s', input_series: input, promql_expr_test: [...silent, alive] };
    expect(testRules(ruleFile(), [test])).toContain('SUCCESS');
  }, 180_000);
});
