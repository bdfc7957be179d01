import type { TargetId, TokenUsage } from '@fairlead/plugin-sdk';
import { Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import type {
  AttemptEvent,
  ExchangeEvent,
  FailoverEvent,
  HedgeEvent,
  HttpRequestEvent,
  RouteGauge,
  PhaseEvent,
  ShadowEvent,
  StallEvent,
  TargetGauge,
} from './events.js';
import { countedFamilies } from './families.js';
import { renderRegistry, type Rendered } from './render.js';
import { register } from './series.js';
import type { Snapshot } from './snapshot.js';
import { RouteGauges } from './route-gauges.js';
import { TargetGauges } from './target-gauges.js';

/** Stands for a route or a target that a request never reached. */
const NONE = 'none';

/** The methods that get a label of their own: the rest of what a client may invent is `OTHER`. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** `TokenUsage` keys in the spelling of a label. */
const TOKEN_CLASSES: readonly (readonly [keyof TokenUsage, string])[] = [
  ['input', 'input'],
  ['cacheRead', 'cache_read'],
  ['cacheWrite', 'cache_write'],
  ['cacheWrite1h', 'cache_write_1h'],
  ['output', 'output'],
  ['reasoning', 'reasoning'],
  ['inputAudio', 'input_audio'],
  ['outputAudio', 'output_audio'],
];

/**
 * Every Prometheus series of one gateway process (docs/metrics.md lists them). The methods are on the request path:
 * they add to plain numbers and never throw. Labels are names from the configuration, so the number of series is
 * bounded by the policy; no method takes a model's name or any other text of a caller.
 */
export class GatewayMetrics {
  readonly registry = new Registry();
  readonly #families = countedFamilies();
  readonly #targets: TargetGauges;
  readonly #routes: RouteGauges;
  readonly #policy: Gauge<'version' | 'name'>;
  readonly #policyRejected: Gauge;
  #catchUp: () => void = () => undefined;

  constructor(options: { readonly defaultMetrics?: boolean } = {}) {
    for (const family of Object.values(this.#families)) register(this.registry, family);
    this.#targets = new TargetGauges(this.registry);
    this.#routes = new RouteGauges(this.registry);
    this.#policy = new Gauge({
      name: 'fairlead_policy_info',
      help: 'The policy in force; always 1.',
      labelNames: ['version', 'name'],
      aggregator: 'max',
      registers: [this.registry],
    });
    this.#policyRejected = new Gauge({
      name: 'fairlead_policy_rejected',
      help: '1 while the files say something that cannot be used, else 0.',
      aggregator: 'max',
      registers: [this.registry],
    });
    if (options.defaultMetrics ?? true) collectDefaultMetrics({ register: this.registry });
  }

  httpRequest({ method, route = NONE, status, durationSeconds }: HttpRequestEvent): void {
    const verb = METHODS.has(method) ? method : 'OTHER';
    this.#families.httpRequests.add(1, verb, route, String(status));
    this.#families.httpDuration.observe(durationSeconds, verb, route);
  }

  phase({ route, phase, seconds }: PhaseEvent): void {
    this.#families.phases.observe(seconds, route, phase);
  }

  attempt({ target, faultClass }: AttemptEvent): void {
    this.#families.attempts.add(1, target, faultClass);
  }

  failover({ route = NONE, from, to, faultClass }: FailoverEvent): void {
    this.#families.failovers.add(1, route, from, to, faultClass);
  }

  /** One exchange that ended. What is undefined is not counted: an unknown cost is never a zero. */
  exchange(event: ExchangeEvent): void {
    const { route = NONE, target = NONE, usage } = event;
    const families = this.#families;
    families.requests.add(1, route, target, event.dialect, event.outcome);
    if (event.firstTokenSeconds !== undefined)
      families.firstToken.observe(event.firstTokenSeconds, route, target);
    if (event.perOutputTokenSeconds !== undefined)
      families.perOutputToken.observe(event.perOutputTokenSeconds, route, target);
    if (event.overheadSeconds !== undefined) families.overhead.observe(event.overheadSeconds, route);
    if (event.costNanoUsd !== undefined) families.cost.add(event.costNanoUsd, route, target);
    if (event.savedNanoUsd !== undefined) families.saved.add(event.savedNanoUsd, route);
    if (usage === undefined) return;
    for (const [key, tokenClass] of TOKEN_CLASSES) {
      const tokens = usage[key];
      if (tokens !== undefined) families.tokens.add(tokens, route, target, tokenClass);
    }
  }

  canaryAborted({ route, canary }: { readonly route: string; readonly canary: string }): void {
    this.#families.canariesAborted.add(1, route, canary);
  }

  budgetWarned({ budget }: { readonly budget: string }): void {
    this.#families.budgetWarnings.add(1, budget);
  }

  hedge({ route = NONE, target, won, lostNanoUsd }: HedgeEvent): void {
    this.#families.hedges.add(1, route, target, won ? 'won' : 'lost');
    if (lostNanoUsd !== undefined) this.#families.hedgeCost.add(lostNanoUsd, route);
  }

  shadow({ route, target = NONE, result }: ShadowEvent): void {
    this.#families.shadows.add(1, route, target, result);
  }

  /** Where in-flight, circuit and quota are read from at each scrape. */
  observeTargets(source: () => Iterable<TargetGauge>): void {
    this.#targets.readFrom(source);
  }

  /** Where the routes' available targets are read from at each scrape. */
  observeRoutes(source: () => Iterable<RouteGauge>): void {
    this.#routes.readFrom(source);
  }

  probe({ target, result }: { readonly target: TargetId; readonly result: 'passed' | 'failed' }): void {
    this.#families.probes.add(1, target, result);
  }

  /** The policy now in force: the one before it is gone from the output. */
  policyInfo(version: string, name: string | undefined): void {
    this.#policy.reset();
    this.#policy.set({ version, name: name ?? NONE }, 1);
  }

  /** Whether the files say something that cannot be used, so that an earlier policy is in force. */
  policyRejected(rejected: boolean): void {
    this.#policyRejected.set(rejected ? 1 : 0);
  }

  policyReload(result: 'loaded' | 'rejected'): void {
    this.#families.policyReloads.add(1, result);
  }

  /** The worker of a plugin ended, and is started again. */
  pluginRestarted({ plugin, reason }: { readonly plugin: string; readonly reason: string }): void {
    this.#families.pluginRestarts.add(1, plugin, reason);
  }

  /** A plugin's own code threw; `call` is `none` outside of every call. */
  pluginFailed({ plugin, call }: { readonly plugin: string; readonly call: string }): void {
    this.#families.pluginErrors.add(1, plugin, call);
  }

  /** The event loop stood still, in this call of a plugin where one was under way. */
  stalled({ plugin = NONE, call = NONE, seconds }: StallEvent): void {
    this.#families.stalls.add(1, plugin, call);
    this.#families.stallSeconds.add(seconds, plugin, call);
  }

  droppedEvents({ target, count = 1 }: { readonly target: TargetId; readonly count?: number }): void {
    this.#families.droppedEvents.add(count, target);
  }

  /** Called before each reading: what has happened and is not counted yet is counted then. */
  observeExchanges(catchUp: () => void): void {
    this.#catchUp = catchUp;
  }

  /** The scrape's body and content type: OpenMetrics when `accept` names it, else Prometheus text. */
  render(accept?: string): Promise<Rendered> {
    this.#catchUp();
    return renderRegistry(this.registry, accept);
  }

  /** Every series as plain data, for whoever joins those of several workers. */
  snapshot(): Promise<Snapshot> {
    this.#catchUp();
    return this.registry.getMetricsAsJSON();
  }
}
