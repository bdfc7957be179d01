import { describeWithTools } from '../tools.js';
import { Estate } from './estate.js';
import { testRules } from './promtool.js';
import { recordingOf } from './recording.js';
import { adapterQuery } from './sources.js';

const PODS = ['fairlead-0', 'fairlead-1'];
const REQUESTS_A_SCRAPE = 90;
const SCRAPE_SECONDS = 30;
/** Two minutes of what the query looks back at, and one scrape more. */
const SCRAPES = 5;

describeWithTools('the requests a second that the autoscaler is told', ['promtool'], () => {
  it('are what callers sent to each pod, without the probes', async () => {
    const estate = await Estate.start();
    const scrapes: string[] = [];
    try {
      // A series begins with its first event, from which no rate can be told.
      await estate.ask('chat', 2);
      for (let n = 0; n < SCRAPES; n++) {
        await estate.ask('chat', REQUESTS_A_SCRAPE);
        for (let probe = 0; probe < 10; probe++) await estate.probe();
        scrapes.push(await estate.scrape());
      }
    } finally {
      await estate.stop();
    }
    const outsiders = { namespace: 'other', pod: 'fairlead-0' };
    const recorded = [...PODS.map((pod) => ({ namespace: 'fairlead', pod })), outsiders].flatMap((pod) =>
      recordingOf(scrapes, pod),
    );
    const perSecond = REQUESTS_A_SCRAPE / SCRAPE_SECONDS;
    const expectation = {
      expr: `round(${adapterQuery('fairlead', PODS)}, 0.001)`,
      eval_time: `${(SCRAPES - 1) * SCRAPE_SECONDS}s`,
      exp_samples: PODS.map((pod) => ({ labels: `{pod="${pod}"}`, value: perSecond })),
    };
    const test = {
      interval: `${SCRAPE_SECONDS}s`,
      input_series: recorded,
      promql_expr_test: [expectation],
    };
    expect(testRules({ groups: [] }, [test])).toContain('SUCCESS');
  }, 180_000);
});
