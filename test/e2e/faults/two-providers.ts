import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { call, type HttpAnswer } from '../../support/http-call.js';

export interface Setup {
  /** Keys of the one route, over its defaults. */
  readonly route?: Readonly<Record<string, unknown>>;
  /** Keys of every provider, over its defaults. */
  readonly provider?: Readonly<Record<string, unknown>>;
}

/** One target of `/health/full`. */
export interface SeenTarget {
  readonly circuit: string;
  readonly obstacle?: string;
  readonly model: { readonly consecutiveFailures: number };
}

/** A gateway before two providers, `a` before `b`, whose one route takes the model `chat`. */
export async function startTwoProviders({ route, provider }: Setup = {}): Promise<TwoProviders> {
  await ensureBuilt();
  const [a, b] = await Promise.all([startFaultServer(), startFaultServer()]);
  const gateway = await startGateway({
    config: fairleadYaml({
      a: { base_url: a.baseUrl, ...provider },
      b: { base_url: b.baseUrl, ...provider },
    }),
    policy: policyYaml([
      {
        name: 'chat',
        match: { model: 'chat' },
        tiers: [{ targets: ['a/m'] }, { name: 'second', targets: ['b/m'] }],
        ...route,
        failover: { backoff: { base: '1ms', max: '2ms' }, ...(route?.['failover'] as object | undefined) },
      },
    ]),
  });
  return new TwoProviders(gateway, a, b);
}

export class TwoProviders {
  constructor(
    readonly gateway: GatewayProcess,
    readonly a: FaultServer,
    readonly b: FaultServer,
  ) {}

  get url(): string {
    return `${this.gateway.apiUrl}/v1/chat/completions`;
  }

  /** How often each was called. */
  get calls(): [a: number, b: number] {
    return [this.a.requests.length, this.b.requests.length];
  }

  ask(headers: Readonly<Record<string, string>> = {}, body: object = {}): Promise<HttpAnswer> {
    return call(this.url, { model: 'chat', messages: [], ...body }, { headers });
  }

  async healthText(): Promise<string> {
    return (await call(`${this.gateway.apiUrl}/health/full`)).text;
  }

  async targets(): Promise<Readonly<Record<string, SeenTarget>>> {
    const report = JSON.parse(await this.healthText()) as {
      details: { targets: Record<string, SeenTarget> };
    };
    return report.details.targets;
  }

  async stop(): Promise<void> {
    await this.gateway.stop();
    await Promise.all([this.a.stop(), this.b.stop()]);
  }
}
