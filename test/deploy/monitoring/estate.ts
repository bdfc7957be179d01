import { failStatus, ok, type Behaviour } from '../../support/behaviours/index.js';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { call } from '../../support/http-call.js';
import { until } from '../../support/time.js';

/** An answer with usage and rate-limit headers that leave nine tenths. */
const WELL: Behaviour = ok({
  usage: { prompt_tokens: 1000, completion_tokens: 200, total_tokens: 1200 },
  headers: {
    'x-ratelimit-limit-requests': '1000',
    'x-ratelimit-remaining-requests': '900',
    'x-ratelimit-reset-requests': '60s',
  },
});

const PRICES = { m: { input_usd_per_mtok: 2, output_usd_per_mtok: 8 } };

/** A gateway before three providers that does everything there is a metric of. */
export class Estate {
  private constructor(
    readonly gateway: GatewayProcess,
    readonly main: FaultServer,
    readonly spare: FaultServer,
    readonly next: FaultServer,
  ) {}

  static async start(): Promise<Estate> {
    await ensureBuilt();
    const servers = await Promise.all([startFaultServer(), startFaultServer(), startFaultServer()]);
    for (const server of servers) server.always(WELL);
    const [main, spare, next] = servers;
    const provider = (server: FaultServer): { base_url: string; prices: object } => ({
      base_url: server.baseUrl,
      prices: PRICES,
    });
    const canary = {
      name: 'next',
      share: '50%',
      key: 'request',
      pool: 'old',
      replace: { 'main/m': 'next/m' },
      abort_if: { failure_rate_delta: '10%', min_requests: 20, over: '15m' },
    };
    const gateway = await startGateway({
      config: fairleadYaml({ main: provider(main), spare: provider(spare), next: provider(next) }),
      policy: policyYaml(
        [
          {
            name: 'chat',
            match: { model: 'chat' },
            tiers: [{ targets: ['main/m'] }, { targets: ['spare/m'] }],
            failover: { same_target_retries: 0 },
            baseline: 'main/m',
          },
          { name: 'trial', match: { model: 'trial' }, pool: 'old', canary: [canary] },
          { name: 'dear', match: { model: 'dear' }, targets: ['spare/m'], budgets: ['watched'] },
        ],
        {
          defaults: { health: 'watchful' },
          health_profiles: { watchful: { active: { interval: '1s', when: ['always'] } } },
          pools: { old: { targets: ['main/m'] } },
          budgets: { watched: { limit_usd: 0.004, per: 'month', on_exceeded: 'log_only', warn_at: '50%' } },
        },
      ),
    });
    return new Estate(gateway, main, spare, next);
  }

  /** Every second one as a stream. */
  async ask(model: string, count: number): Promise<void> {
    const body = { model, messages: [{ role: 'user', content: 'Ahoy' }] };
    for (let n = 0; n < count; n++) {
      const streamed = n % 2 === 1 && { stream: true, stream_options: { include_usage: true } };
      await call(`${this.gateway.apiUrl}/v1/chat/completions`, { ...body, ...streamed });
    }
  }

  /** As the kubelet does, which must not count as load. */
  async probe(): Promise<void> {
    await call(`${this.gateway.apiUrl}/health/ready`);
  }

  async scrape(): Promise<string> {
    return (await call(`${this.gateway.adminUrl}/metrics`)).text;
  }

  /** Failovers, a refused canary, a passed budget, failed probes and a rejected policy. */
  async trouble(): Promise<void> {
    // Before the rest: a gate compares the canary with a baseline that is well.
    this.next.always(failStatus(500));
    await this.ask('trial', 80);
    this.main.always(failStatus(503));
    this.main.playProbes([failStatus(503)]);
    await this.ask('chat', 10);
    await this.ask('dear', 3);
    await this.gateway.rewrite('policy.yaml', 'version: 1\nroutes: nonsense\n');
    await until(
      'the trouble to show',
      async () => {
        const text = await this.scrape();
        return [
          'fairlead_probe_total{',
          'fairlead_policy_rejected 1',
          'fairlead_canary_aborted_total{',
        ].every((sign) => text.includes(sign));
      },
      { timeoutMs: 20_000, everyMs: 100 },
    );
  }

  async stop(): Promise<void> {
    await this.gateway.stop();
    await Promise.all([this.main, this.spare, this.next].map((server) => server.stop()));
  }
}
