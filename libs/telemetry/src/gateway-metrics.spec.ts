import { GatewayMetrics } from './gateway-metrics.js';

async function linesOf(metrics: GatewayMetrics, name: string): Promise<string[]> {
  const { body } = await metrics.render();
  return body.split('\n').filter((line) => line.startsWith(name));
}

const EXCHANGE = { route: 'chat', target: 'a/m', dialect: 'openai-chat', outcome: 'ok' } as const;

describe('GatewayMetrics', () => {
  const cases: readonly {
    readonly title: string;
    readonly tell: (metrics: GatewayMetrics) => void;
    readonly shows: readonly string[];
  }[] = [
    {
      title: 'an HTTP request, with the code as a label and the duration in a bucket',
      tell: (m) => m.httpRequest({ method: 'POST', route: '/v1/x', status: 200, durationSeconds: 0.3 }),
      shows: [
        'http_requests_total{method="POST",route="/v1/x",status="200"} 1',
        'http_request_duration_seconds_bucket{method="POST",route="/v1/x",le="0.25"} 0',
        'http_request_duration_seconds_bucket{method="POST",route="/v1/x",le="0.5"} 1',
        'http_request_duration_seconds_bucket{method="POST",route="/v1/x",le="+Inf"} 1',
        'http_request_duration_seconds_sum{method="POST",route="/v1/x"} 0.3',
        'http_request_duration_seconds_count{method="POST",route="/v1/x"} 1',
      ],
    },
    {
      title: 'an unknown URL and an invented method under fixed names',
      tell: (m) => m.httpRequest({ method: 'XSPY', route: undefined, status: 404, durationSeconds: 0 }),
      shows: ['http_requests_total{method="OTHER",route="none",status="404"} 1'],
    },
    {
      title: 'an attempt by its fault class',
      tell: (m) => m.attempt({ target: 'a/m', faultClass: 'rate_limited' }),
      shows: ['fairlead_attempts_total{target="a/m",class="rate_limited"} 1'],
    },
    {
      title: 'a failover with both its ends',
      tell: (m) => m.failover({ route: 'chat', from: 'a/m', to: 'b/m', faultClass: 'overloaded' }),
      shows: ['fairlead_failovers_total{route="chat",from="a/m",to="b/m",class="overloaded"} 1'],
    },
    {
      title: 'a hedge whose content was the answer, and what the other one cost',
      tell: (m) => m.hedge({ route: 'chat', target: 'b/m', won: true, lostNanoUsd: 5_000_000 }),
      shows: [
        'fairlead_hedges_total{route="chat",target="b/m",outcome="won"} 1',
        'fairlead_hedge_cost_usd_total{route="chat"} 0.005',
      ],
    },
    {
      title: 'a hedge that lost at an unknown price',
      tell: (m) => m.hedge({ route: 'chat', target: 'b/m', won: false }),
      shows: ['fairlead_hedges_total{route="chat",target="b/m",outcome="lost"} 1'],
    },
    {
      title: 'a copy',
      tell: (m) => m.shadow({ route: 'chat', target: 'alpha/b', result: 'rate_limited' }),
      shows: ['fairlead_shadow_total{route="chat",target="alpha/b",result="rate_limited"} 1'],
    },
    {
      title: 'a copy that never had a target',
      tell: (m) => m.shadow({ route: 'chat', result: 'gateway_error' }),
      shows: ['fairlead_shadow_total{route="chat",target="none",result="gateway_error"} 1'],
    },
    {
      title: 'a canary that was taken out',
      tell: (m) => m.canaryAborted({ route: 'chat', canary: 'next' }),
      shows: ['fairlead_canary_aborted_total{route="chat",canary="next"} 1'],
    },
    {
      title: 'a budget that warns',
      tell: (m) => m.budgetWarned({ budget: 'team-daily' }),
      shows: ['fairlead_budget_warnings_total{budget="team-daily"} 1'],
    },
    {
      title: 'the times of an exchange',
      tell: (m) =>
        m.exchange({
          ...EXCHANGE,
          firstTokenSeconds: 0.4,
          perOutputTokenSeconds: 0.01,
          overheadSeconds: 0.0002,
        }),
      shows: [
        'fairlead_requests_total{route="chat",target="a/m",dialect="openai-chat",outcome="ok"} 1',
        'fairlead_time_to_first_token_seconds_bucket{route="chat",target="a/m",le="0.5"} 1',
        'fairlead_time_to_first_token_seconds_bucket{route="chat",target="a/m",le="0.3"} 0',
        'fairlead_time_per_output_token_seconds_sum{route="chat",target="a/m"} 0.01',
        'fairlead_overhead_seconds_bucket{route="chat",le="0.00025"} 1',
      ],
    },
    {
      title: 'tokens by class and money in dollars',
      tell: (m) => {
        const usage = { input: 100, cacheRead: 40, output: 7 };
        m.exchange({ ...EXCHANGE, usage, costNanoUsd: 1_500_000, savedNanoUsd: 3_000_000 });
        m.exchange({ ...EXCHANGE, usage: { output: 3 }, costNanoUsd: 1, savedNanoUsd: -4_000_000 });
      },
      shows: [
        'fairlead_tokens_total{route="chat",target="a/m",class="input"} 100',
        'fairlead_tokens_total{route="chat",target="a/m",class="cache_read"} 40',
        'fairlead_tokens_total{route="chat",target="a/m",class="output"} 10',
        'fairlead_cost_usd_total{route="chat",target="a/m"} 0.001500001',
        'fairlead_saved_usd_total{route="chat"} -0.001',
      ],
    },
    {
      title: 'probes, reloads and dropped events',
      tell: (m) => {
        m.probe({ target: 'a/m', result: 'failed' });
        m.policyReload('rejected');
        m.droppedEvents({ target: 'a/m', count: 2 });
      },
      shows: [
        'fairlead_probe_total{target="a/m",result="failed"} 1',
        'fairlead_policy_reload_total{result="rejected"} 1',
        'fairlead_dropped_events_total{target="a/m"} 2',
      ],
    },
  ];

  it.each(cases)('shows $title', async ({ tell, shows }) => {
    const metrics = new GatewayMetrics({ defaultMetrics: false });
    tell(metrics);
    const { body } = await metrics.render();
    const lines = body.split('\n');
    for (const line of shows) expect(lines).toContain(line);
  });

  it('has no cost, savings or token series where nothing was known', async () => {
    const metrics = new GatewayMetrics({ defaultMetrics: false });
    metrics.exchange(EXCHANGE);
    for (const name of ['fairlead_cost', 'fairlead_saved', 'fairlead_tokens', 'fairlead_time_to'])
      expect(await linesOf(metrics, name)).toEqual([]);
  });

  it('keeps the sum of a million nano-dollar amounts exact', async () => {
    const metrics = new GatewayMetrics({ defaultMetrics: false });
    for (let i = 0; i < 1_000_000; i++) metrics.exchange({ ...EXCHANGE, costNanoUsd: 1001 });
    expect(await linesOf(metrics, 'fairlead_cost')).toEqual([
      'fairlead_cost_usd_total{route="chat",target="a/m"} 1.001',
    ]);
  });

  it('reads the targets at each scrape and forgets the removed ones', async () => {
    const metrics = new GatewayMetrics({ defaultMetrics: false });
    let targets = [
      { target: 'a/m', inflight: 3, circuit: 'ejected' as const, quotaHeadroom: { tokens: 0.25 } },
    ];
    metrics.observeTargets(() => targets);
    expect(await linesOf(metrics, 'fairlead_inflight{')).toEqual(['fairlead_inflight{target="a/m"} 3']);
    expect(await linesOf(metrics, 'fairlead_quota')).toEqual([
      'fairlead_quota_headroom{target="a/m",dimension="tokens"} 0.25',
    ]);
    expect(await linesOf(metrics, 'fairlead_circuit_state{')).toEqual([
      'fairlead_circuit_state{target="a/m",state="healthy"} 0',
      'fairlead_circuit_state{target="a/m",state="ejected"} 1',
      'fairlead_circuit_state{target="a/m",state="probation"} 0',
      'fairlead_circuit_state{target="a/m",state="recovering"} 0',
    ]);
    targets = [];
    for (const name of ['fairlead_inflight{', 'fairlead_quota_headroom{', 'fairlead_circuit_state{'])
      expect(await linesOf(metrics, name)).toEqual([]);
  });

  it('names only the policy in force', async () => {
    const metrics = new GatewayMetrics({ defaultMetrics: false });
    metrics.policyInfo('aaaaaaaaaaaa', 'old');
    metrics.policyInfo('bbbbbbbbbbbb', undefined);
    expect(await linesOf(metrics, 'fairlead_policy_info')).toEqual([
      'fairlead_policy_info{version="bbbbbbbbbbbb",name="none"} 1',
    ]);
  });

  it('adds the process and event-loop families unless told not to', async () => {
    const metrics = new GatewayMetrics();
    const names = (await metrics.registry.getMetricsAsJSON()).map(({ name }) => name);
    expect(names).toContain('process_cpu_seconds_total');
    expect(names).toContain('nodejs_eventloop_lag_p99_seconds');
  });
});
