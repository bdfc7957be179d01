import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRng, type DialectName, type JsonObject, type StrategyDefinition } from '@fairlead/plugin-sdk';
import {
  ConfigurationError,
  declareHealth,
  loadDeployment,
  readSettings,
  SourceFiles,
  type ConfigProblemCode,
  type Deployment,
} from '@fairlead/configuration';
import type { Dialect } from '@fairlead/dialects';
import { Engine, type ExchangeReport, type Generation, type RelayAsk } from '@fairlead/engine';
import { Health } from '@fairlead/health';
import { HttpTransport, systemClock, type ConfiguredProvider } from '@fairlead/plugin-host';
import { Findings } from '@fairlead/policy';
import { LoadBook, Router, strategiesByName } from '@fairlead/routing';
import { Caller, type Manner } from './caller.js';

/** Under this name the provider stands in the kit's configuration. */
const SUBJECT = 'subject';
/** The model of the route that loses its patience soon. */
export const HASTY_MODEL = 'kit-hasty';
/** How long that route waits for content, ms. */
export const PATIENCE_MS = 300;

/** How long is waited for the plugin's `stop`; that it comes to its end is a case of its own. */
const STOP_MS = 1000;

export interface Question {
  readonly dialect: Dialect;
  readonly model: string;
  readonly stream?: boolean;
  readonly body: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
  readonly manner?: Manner;
  readonly relay?: RelayAsk;
  /** What the vendor is spoken to in, whatever the provider prefers. */
  readonly spoken?: DialectName;
}

/** What came of a question. */
export interface Outcome {
  readonly caller: Caller;
  /** Undefined while the exchange is not over. */
  readonly report: ExchangeReport | undefined;
}

/** A provider of a plugin, moored in the real host and asked through the real engine: one route, one target. */
export class Berth {
  readonly #transport: HttpTransport;

  private constructor(
    readonly deployment: Deployment,
    transport: HttpTransport,
  ) {
    this.#transport = transport;
  }

  /**
   * @param reference the plugin, resolved from `cwd`
   * @param options of the provider, as the YAML spells them
   * @throws ConfigurationError with everything that is wrong
   */
  static async open(
    reference: string,
    cwd: string,
    type: string,
    options: Readonly<Record<string, unknown>>,
    model: string,
  ): Promise<Berth> {
    const transport = new HttpTransport({ env: {} });
    const config = join(cwd, 'fairlead.kit.yaml');
    const files = new SourceFiles(
      new Map([
        [config, configurationOf(reference, type, options)],
        [join(cwd, 'policy.kit.yaml'), policyOf(model)],
      ]),
    );
    const findings = new Findings<ConfigProblemCode>(config);
    const settings = readSettings({ config }, {}, findings, files);
    if (settings === undefined) throw new ConfigurationError(findings.problems());
    const strategies: ReadonlyMap<string, StrategyDefinition> = strategiesByName();
    return new Berth(
      await loadDeployment(settings, { clock: systemClock, transport, strategies }),
      transport,
    );
  }

  get provider(): ConfiguredProvider {
    return this.deployment.instances.get(SUBJECT)!;
  }

  /** Each question meets a provider of whom nothing is known yet: no circuit is open from the one before. */
  async ask(question: Question): Promise<Outcome> {
    const { caller, over, outcome } = this.begin(question);
    await over;
    return { caller, report: outcome() };
  }

  /** The same, without waiting for its end. */
  begin({ dialect, model, stream = false, body, headers = {}, manner = {}, relay, spoken }: Question): {
    readonly caller: Caller;
    readonly over: Promise<void>;
    readonly outcome: () => ExchangeReport | undefined;
  } {
    const caller = new Caller(manner);
    let report: ExchangeReport | undefined;
    const engine = this.#engine(spoken, (ended) => (report = ended));
    const ingress = {
      requestId: 'kit',
      dialect,
      body: Buffer.from(JSON.stringify(body), 'utf8'),
      call: { model, stream },
      headers,
      labels: {},
      forward: {},
      clientRetry: false,
      ...(relay && { relay }),
    };
    return { caller, over: engine.handle(ingress, caller), outcome: () => report };
  }

  async close(): Promise<void> {
    const stopped = [...this.deployment.instances.values()].map((instance) => instance.stop());
    await Promise.race([Promise.allSettled(stopped), sleep(STOP_MS, undefined, { ref: false })]);
    await this.#transport.destroy();
  }

  #engine(spoken: DialectName | undefined, exchangeEnded: (report: ExchangeReport) => void): Engine {
    const { plan, strategies, instances } = this.deployment;
    const targets = new Map(
      [...this.deployment.targets].map(([id, info]) => [id, spoken ? { ...info, speaks: [spoken] } : info]),
    );
    const [clock, rng] = [systemClock, seededRng(1)];
    const health = new Health({ clock, rng: rng.fork('health') });
    const load = new LoadBook({ clock });
    declareHealth(this.deployment, health, undefined);
    const router = new Router({ targets, strategies, health, load, clock, rng: rng.fork('routing') });
    const generation: Generation = { plan, router, health, targets, providers: instances };
    const observer = { attemptEnded: () => undefined, failedOver: () => undefined, exchangeEnded };
    return new Engine({ clock, rng, observer }, () => generation);
  }
}

/** JSON is YAML. */
function configurationOf(reference: string, type: string, options: object): string {
  return JSON.stringify({
    version: 1,
    policy: 'policy.kit.yaml',
    plugins: [reference],
    providers: { [SUBJECT]: { ...options, type } },
  });
}

function policyOf(model: string): string {
  const target = `${SUBJECT}/${model}`;
  const failover = { max_attempts: 1 };
  const patience = `${PATIENCE_MS}ms`;
  const hasty = { connect: patience, first_token: patience, idle: patience, total: '20s' };
  return JSON.stringify({
    version: 1,
    routes: [
      { name: 'hasty', match: { model: HASTY_MODEL }, targets: [target], failover, timeouts: hasty },
      {
        name: 'calm',
        match: 'any',
        targets: [target],
        failover,
        timeouts: { first_token: '10s', total: '60s' },
      },
    ],
  });
}
