import { GatewayMetrics } from './gateway-metrics.js';
import type { Snapshot } from './snapshot.js';
import { WorkersMetrics, type WorkerCounts } from './workers-metrics.js';

const NONE: WorkerCounts = { starting: 0, serving: 0, draining: 0, silent: 0 };

/** A worker that has answered so many requests, of which the target had so many in flight. */
async function worker(requests: number, inflight: number, saved = 0): Promise<Snapshot> {
  const metrics = new GatewayMetrics();
  for (let n = 0; n < requests; n++)
    metrics.exchange({
      route: 'r',
      target: 't',
      dialect: 'openai-chat',
      outcome: 'ok',
      firstTokenSeconds: 0.07,
    });
  metrics.exchange({ dialect: 'openai-chat', outcome: 'cancelled', route: 'r', savedNanoUsd: saved * 1e9 });
  metrics.observeTargets(() => [
    {
      target: 't',
      inflight,
      circuit: inflight > 5 ? 'ejected' : 'healthy',
      quotaHeadroom: { requests: 1 / inflight },
    },
  ]);
  metrics.observeRoutes(() => [{ route: 'r', availableTargets: inflight > 5 ? 0 : 1 }]);
  metrics.policyInfo(inflight > 5 ? 'old' : 'new', 'p');
  return metrics.snapshot();
}

const lines = async (
  joined: WorkersMetrics,
  answered: readonly string[],
  pattern: RegExp,
  counts = NONE,
): Promise<string[]> => {
  const { body } = await joined.render(new Set(answered), counts);
  return body.split('\n').filter((line) => pattern.test(line) && !line.startsWith('#'));
};

const REQUESTS = /^fairlead_requests_total.*ok/;

describe('the metrics of several workers', () => {
  let joined: WorkersMetrics;
  beforeEach(async () => {
    joined = new WorkersMetrics(1_700_000_000);
    joined.heard('1', await worker(3, 2, 4));
    joined.heard('2', await worker(4, 10, -1));
  });

  it('are sums of what is counted', async () => {
    const requests = 'fairlead_requests_total{route="r",target="t",dialect="openai-chat",outcome="ok"}';
    expect(await lines(joined, ['1', '2'], REQUESTS)).toEqual([`${requests} 7`]);
    expect(await lines(joined, ['1', '2'], /first_token_seconds_(count|bucket.*le="(0.05|0.1)")/)).toEqual(
      [
        'fairlead_time_to_first_token_seconds_bucket{le="0.05",route="r",target="t"} 0',
        'fairlead_time_to_first_token_seconds_bucket{le="0.1",route="r",target="t"} 7',
        'fairlead_time_to_first_token_seconds_count{route="r",target="t"} 7',
      ].map((line) => expect.stringMatching(seriesOf(line))),
    );
  });

  it('join what is at this moment, each in its own way', async () => {
    expect(
      await lines(
        joined,
        ['1', '2'],
        /^fairlead_(inflight|quota|circuit.*"(healthy|ejected)|route_av|policy_i)/,
      ),
    ).toEqual([
      'fairlead_inflight{target="t"} 12',
      'fairlead_circuit_state{target="t",state="healthy"} 0.5',
      'fairlead_circuit_state{target="t",state="ejected"} 0.5',
      'fairlead_quota_headroom{target="t",dimension="requests"} 0.1',
      'fairlead_route_available_targets{route="r"} 1',
      'fairlead_policy_info{version="new",name="p"} 1',
      'fairlead_policy_info{version="old",name="p"} 1',
    ]);
    expect(await lines(joined, ['1', '2'], /^process_start/)).toEqual([
      'process_start_time_seconds 1700000000',
    ]);
  });

  it('keep the totals of a worker that does not answer, and of one that ended, and nothing else of them', async () => {
    const [all] = await lines(joined, ['1', '2'], REQUESTS);
    expect(await lines(joined, ['1'], REQUESTS)).toEqual([all]);
    expect(await lines(joined, ['1'], /^fairlead_inflight/)).toEqual(['fairlead_inflight{target="t"} 2']);
    joined.ended('2', 'crash');
    expect(await lines(joined, ['1'], REQUESTS)).toEqual([all]);
    expect(await lines(joined, ['1'], /^fairlead_inflight/)).toEqual(['fairlead_inflight{target="t"} 2']);
    expect(await lines(joined, ['1'], /^fairlead_saved/)).toEqual(['fairlead_saved_usd_total{route="r"} 3']);
    joined.ended('1', 'stopped');
    joined.ended('never heard of', 'start');
    expect(await lines(joined, [], REQUESTS)).toEqual([all]);
    expect(await lines(joined, [], /^fairlead_(inflight|worker_ends)/)).toEqual([
      'fairlead_worker_ends_total{reason="crash"} 1',
      'fairlead_worker_ends_total{reason="stopped"} 1',
      'fairlead_worker_ends_total{reason="start"} 1',
    ]);
  });

  it('go on from there when the next worker has come', async () => {
    joined.ended('2', 'crash');
    joined.heard('3', await worker(5, 1));
    const [line] = await lines(joined, ['1', '3'], REQUESTS);
    expect(line).toMatch(/ 12$/);
  });

  it('say how many workers there are, also in OpenMetrics', async () => {
    const counts = { ...NONE, serving: 1, silent: 1 };
    expect(await lines(joined, ['1'], /^fairlead_workers/, counts)).toEqual([
      'fairlead_workers{state="starting"} 0',
      'fairlead_workers{state="serving"} 1',
      'fairlead_workers{state="draining"} 0',
      'fairlead_workers{state="silent"} 1',
    ]);
    const { contentType, body } = await joined.render(new Set(['1']), counts, 'application/openmetrics-text');
    expect(contentType).toContain('openmetrics');
    expect(body).toMatch(/# TYPE fairlead_requests counter[^]*# EOF\n$/);
  });
});

/** Labels come in any order. */
function seriesOf(line: string): RegExp {
  const value = line.split(' ').at(-1)!;
  const name = line.split('{')[0]!;
  const le = /le="[^"]+"/.exec(line)?.[0] ?? '';
  return new RegExp(`^${name}\\{.*${le.replace('.', '\\.')}.* ${value}$`);
}
