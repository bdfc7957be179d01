import {
  defineStrategy,
  noConfig,
  seededRng,
  type DialectName,
  type Rng,
  type TargetId,
  type TokenPrices,
} from '@fairlead/plugin-sdk';
import { openAiChat, type Dialect } from '@fairlead/dialects';
import {
  Engine,
  type CanaryStanding,
  type DecidedExchange,
  type ExchangeReport,
  type Generation,
  type Ingress,
  type RelayAsk,
  type ShadowReport,
} from '@fairlead/engine';
import { Health, type Standing } from '@fairlead/health';
import { PriceBook, type BudgetWarning } from '@fairlead/ledger';
import { compilePolicy, formatProblem, type Plan, type TargetTraits } from '@fairlead/policy';
import { LoadBook, Router, strategiesByName, type TargetInfo } from '@fairlead/routing';
import { Caller, type Manners } from './caller.js';
import { ScriptedProvider, type Call, type Script } from './scripted-provider.js';
import { SteppedClock } from './stepped-clock.js';

export interface WorldOptions {
  /** What each target does with its 1st, 2nd … attempt; the last one repeats. */
  readonly scripts: Readonly<Record<TargetId, readonly Script[]>>;
  /** The one route of the policy without `name` and `match`; default: all targets in one tier. */
  readonly route?: object;
  /** Health profile of all targets, as a policy writes it; default: the built-in one. */
  readonly health?: object;
  readonly seed?: number;
  /** Tokens; a target not listed has no known window. */
  readonly contextWindows?: Readonly<Record<TargetId, number>>;
  /** A target not listed speaks `openai-chat`. */
  readonly speaks?: Readonly<Record<TargetId, readonly DialectName[]>>;
  /** What requirements are held against; of a target not listed, nothing is known. */
  readonly traits?: Readonly<Record<TargetId, TargetTraits>>;
  /** Whose broken answers a target can go on with. */
  readonly prefill?: Readonly<Record<TargetId, string>>;
  /** US dollars per million tokens; a target not listed has no known price. */
  readonly prices?: Readonly<Record<TargetId, TokenPrices>>;
  /** More routes than the one named `chat`, and whatever else a policy holds. */
  readonly policy?: { readonly routes?: readonly object[]; readonly [key: string]: unknown };
  /** The compiled policy with changes made by hand. */
  readonly adapt?: (plan: Plan) => Plan;
  /** A call went out. */
  readonly onCall?: () => void;
}

export interface Question extends Manners {
  readonly stream?: boolean;
  readonly timeoutMs?: number;
  readonly clientRetry?: boolean;
  readonly explain?: boolean;
  readonly text?: string;
  /** Default: `openAiChat`. */
  readonly dialect?: Dialect;
  /** Fields beside the model, the stream and the one message; of another dialect than `openAiChat`, the whole body. */
  readonly body?: object;
  readonly framing?: 'json-array';
  readonly relay?: RelayAsk;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A gateway's engine with everything real but time, chance, and the providers. A provider is one fault domain. */
export class World {
  readonly clock = new SteppedClock();
  readonly health: Health;
  readonly load = new LoadBook({ clock: this.clock });
  readonly engine: Engine;
  readonly calls: (Call & { readonly standing: Standing })[] = [];
  readonly reports: ExchangeReport[] = [];
  readonly decided: DecidedExchange[] = [];
  readonly copies: ShadowReport[] = [];
  readonly warnings: BudgetWarning[] = [];
  readonly aborts: CanaryStanding[] = [];
  readonly #rng: Rng;
  readonly #played = new Map<TargetId, number>();
  #generation: Generation;
  #asked = 0;

  constructor(readonly options: WorldOptions) {
    this.#rng = seededRng(options.seed ?? 1);
    this.health = new Health({ clock: this.clock, rng: this.#rng.fork('health') });
    this.#generation = this.#build(options.route ?? { targets: Object.keys(options.scripts) });
    const observer = {
      attemptEnded: () => {},
      failedOver: () => {},
      canaryAborted: (standing: CanaryStanding) => void this.aborts.push(standing),
      budgetWarned: (warning: BudgetWarning) => void this.warnings.push(warning),
      exchangeEnded: (report: ExchangeReport) => void this.reports.push(report),
      shadowEnded: (report: ShadowReport) => void this.copies.push(report),
      exchangeDecided: (decided: () => DecidedExchange) => void this.decided.push(decided()),
    };
    const engineRng = this.#rng.fork('engine');
    this.engine = new Engine({ clock: this.clock, rng: engineRng, observer }, () => this.#generation);
  }

  /** A new policy; health and measurements stay. */
  reload(route: object): void {
    this.#generation = this.#build(route);
  }

  /** A request comes in; what becomes of it shows as the clock advances. */
  ask(question: Question = {}): Caller {
    const { stream = true, timeoutMs, clientRetry = false, text = 'hello', dialect = openAiChat } = question;
    const caller = new Caller(this.clock, question);
    const chat = { model: 'chat', stream, messages: [{ role: 'user', content: text }], ...question.body };
    const body = dialect === openAiChat ? chat : question.body;
    const ingress: Ingress = {
      requestId: `request-${++this.#asked}`,
      dialect,
      call: { model: 'chat', stream },
      ...(question.framing && { framing: question.framing }),
      ...(question.relay && { relay: question.relay }),
      body: Buffer.from(JSON.stringify(body)),
      headers: {},
      labels: question.labels ?? {},
      forward: {},
      ...(timeoutMs !== undefined && { timeoutMs }),
      clientRetry,
      ...(question.explain && { explain: true }),
    };
    void this.engine.handle(ingress, caller);
    return caller;
  }

  /** Targets in the order in which they were called, with the moments. */
  get trail(): [TargetId, number][] {
    return this.calls.map(({ target, atMs }) => [target, atMs]);
  }

  #build(route: object): Generation {
    const { health, load, clock } = this;
    const ids = Object.keys(this.options.scripts);
    const providers = [...new Set(ids.map(providerOf))];
    const { health: profileSyntax = {}, policy = {}, adapt = (plan) => plan } = this.options;
    const plan = adapt(planOf(route, profileSyntax, policy, providers));
    const targets = new Map(ids.map((id) => [id, this.#info(id)]));
    const profile = [...plan.pools.values()][0]!.health;
    for (const { id, scopes } of targets.values()) health.declare(id, scopes, profile);
    const rng = this.#rng.fork('routing');
    return {
      plan,
      health,
      targets,
      providers: new Map(providers.map((name) => [name, this.#provider(name)])),
      router: new Router({ targets, strategies: STRATEGIES, health, load, clock, rng }),
    };
  }

  #provider(name: string): ScriptedProvider {
    const nextScript = (target: TargetId): Script => {
      const turn = this.#played.get(target) ?? 0;
      this.#played.set(target, turn + 1);
      const scripts = this.options.scripts[target]!;
      return scripts[Math.min(turn, scripts.length - 1)]!;
    };
    return new ScriptedProvider(name, this.clock, nextScript, (call) => {
      this.calls.push(Object.assign(call, { standing: this.health.standing(call.target) }));
      this.options.onCall?.();
    });
  }

  #info(id: TargetId): TargetInfo {
    const provider = providerOf(id);
    const model = id.slice(provider.length + 1);
    const contextWindow = this.options.contextWindows?.[id];
    const prefill = this.options.prefill?.[id];
    const price = this.options.prices?.[id];
    const traits = this.options.traits?.[id];
    return {
      id,
      scopes: { endpoint: `${provider}:443`, credential: provider, model: `${model}@${provider}` },
      wireModel: model,
      speaks: this.options.speaks?.[id] ?? ['openai-chat'],
      ...(price !== undefined && { price: new PriceBook(this.clock).quote({ policy: price, model })! }),
      ...(prefill !== undefined && { prefill }),
      ...(traits && { traits }),
      ...(contextWindow !== undefined && { contextWindow }),
    };
  }
}

/** Takes the first in file order, so that a table can say who is called. Other strategies go by their names. */
const inOrder = defineStrategy({ options: noConfig, create: () => ({ pick: () => ({ index: 0 }) }) });
const STRATEGIES = new Map([...strategiesByName(), ['in_order', inOrder] as const]);

function providerOf(id: TargetId): string {
  return id.slice(0, id.indexOf('/'));
}

/** @throws Error with the problems of the policy */
function planOf(
  route: object,
  health: object,
  { routes = [], ...more }: NonNullable<WorldOptions['policy']>,
  providers: readonly string[],
): Plan {
  // JSON is YAML.
  const policy = JSON.stringify({
    version: 1,
    defaults: { strategy: 'in_order' },
    health_profiles: { standard: health },
    routes: [...routes, { name: 'chat', match: 'any', ...route }],
    ...more,
  });
  const { plan, problems } = compilePolicy(policy, 'world', { providers, strategies: STRATEGIES });
  if (plan === undefined) throw new Error(problems.map(formatProblem).join('\n'));
  return plan;
}
