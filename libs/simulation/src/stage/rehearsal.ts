import { seededRng, type Operation, type ReplyHeaders, type Rng, type TargetId } from '@fairlead/plugin-sdk';
import { declareHealth } from '@fairlead/configuration';
import { Engine, type DecidedExchange, type ExchangeReport, type Generation } from '@fairlead/engine';
import { Health } from '@fairlead/health';
import { LoadBook } from '@fairlead/routing';
import { VirtualClock } from '../virtual-clock.js';
import { attemptsOf, type Asked, type Call } from './asked.js';
import type { Arrival, Encounter } from './encounter.js';
import { FactsBody, FactsDialect } from './facts-dialect.js';
import type { RehearsedRequest } from './rehearsed-request.js';
import { RehearsedProbes } from './rehearsed-probes.js';
import { ScriptedProvider, type Part } from './scripted-provider.js';
import { silentCaller } from './silent-caller.js';
import type { Stage } from './stage.js';
import { WatchedRouter } from './watched-router.js';

/** What the targets do, and who is told what happens. */
export interface Script {
  meet(arrival: Arrival): Encounter;
  /** Headers of a reply: the rate limits that it states. */
  headers?(target: TargetId, nowMs: number): ReplyHeaders | undefined;
  /** A call goes out to a target: an attempt, a hedge or a copy. */
  onCall?(call: Call, asked: Asked): void;
  onEnd?(report: ExchangeReport, asked: Asked): void;
  /** Whether it is kept how this request was decided; that takes as long as half the request. */
  explains?(asked: Asked): boolean;
}

export interface RehearsalOptions {
  readonly stage: Stage;
  readonly script: Script;
  /** Every draw comes from here. */
  readonly seed: number;
  /** Calendar time at the beginning. */
  readonly start?: Date | undefined;
  /** What it shares with other gateways; absent: it is alone, and `start` is its own. */
  readonly surroundings?: Surroundings;
}

/** What all who call the same targets have in common. */
interface Surroundings {
  readonly clock: VirtualClock;
  /** Attempts under way, by target. */
  readonly inflight: Map<TargetId, number>;
}

/** A gateway's engine with everything real but time, chance, and the providers. */
export class Rehearsal {
  readonly clock: VirtualClock;
  readonly chance: Rng;
  readonly health: Health;
  readonly load: LoadBook;
  readonly engine: Engine;
  readonly #script: Script;
  readonly router: WatchedRouter;
  readonly #byWireModel: ReadonlyMap<string, TargetId>;
  readonly #dialects = new Map<Operation, FactsDialect>();
  readonly #under = new Map<string, Asked>();
  readonly #inflight: Map<TargetId, number>;
  readonly probes: RehearsedProbes;
  /** Half of what the least patient route waits for. */
  readonly #progressMs: number;
  #asked = 0;
  #lastEnded: Asked | undefined;

  constructor({ stage, script, seed, start, surroundings }: RehearsalOptions) {
    const { plan, targets, strategies, instances } = stage;
    const rng = seededRng(seed);
    const clock = (this.clock = surroundings?.clock ?? new VirtualClock(start));
    this.#inflight = surroundings?.inflight ?? new Map<TargetId, number>();
    this.chance = rng.fork('world');
    this.#script = script;
    this.#byWireModel = new Map(
      [...targets].map(([id, { wireModel }]) => [`${id.slice(0, id.indexOf('/'))}/${wireModel}`, id]),
    );
    const health = (this.health = new Health({ clock, rng: rng.fork('health') }));
    const load = (this.load = new LoadBook({ clock }));
    const router = new WatchedRouter({ targets, strategies, health, load, clock, rng: rng.fork('routing') });
    this.router = router;
    this.#progressMs =
      Math.min(...[plan.defaults, ...plan.routes].map(({ timeouts }) => timeouts.idleMs)) / 2;
    declareHealth(stage, health, undefined);
    const cast = this.#cast.bind(this);
    const providers = new Map(
      [...instances.keys()].map((name) => [name, new ScriptedProvider(name, clock, cast)]),
    );
    const generation: Generation = { plan, router, health, targets, providers };
    const observer = {
      attemptEnded: () => undefined,
      failedOver: () => undefined,
      exchangeEnded: (report: ExchangeReport) => this.#ended(report),
      ...(script.explains && {
        exchangeDecided: (decided: () => DecidedExchange) => this.#decided(decided()),
      }),
    };
    this.engine = new Engine({ clock, rng: rng.fork('engine'), observer }, () => generation);
    this.probes = new RehearsedProbes(this, script, rng.fork('probes'));
    this.probes.start();
  }

  /** Requests that wait for their answers. */
  get pending(): number {
    return this.#under.size;
  }

  /** Plays until nobody waits any more. */
  finish(): Promise<void> {
    return this.clock.playWhile(() => this.pending > 0);
  }

  /** A request comes in; what becomes of it shows as the clock plays. */
  ask(request: RehearsedRequest): Asked {
    const id = String(++this.#asked);
    const asked: Asked = { id, request, calls: [] };
    this.#under.set(id, asked);
    const { headers, labels } = request;
    const ingress = {
      requestId: id,
      dialect: this.#dialect(request.operation),
      body: new FactsBody(asked),
      headers,
      labels,
      forward: {},
      clientRetry: false,
      ...(this.#script.explains?.(asked) && { explain: true }),
    };
    void this.engine.handle(ingress, silentCaller);
    return asked;
  }

  #dialect(operation: Operation): FactsDialect {
    let dialect = this.#dialects.get(operation);
    if (dialect === undefined) this.#dialects.set(operation, (dialect = new FactsDialect(operation)));
    return dialect;
  }

  #cast(provider: string, wireModel: string, asked: Asked): Part {
    const choice = this.router.takeCurrent();
    const regular = choice?.target.provider === provider && choice.info.wireModel === wireModel;
    const target = regular ? choice.target.id : this.#byWireModel.get(`${provider}/${wireModel}`)!;
    const nowMs = this.clock.now();
    const call: Call = { target, atMs: nowMs, ...(regular && { tier: choice.tier.name }) };
    asked.calls.push(call);
    this.#script.onCall?.(call, asked);
    const inflight = (this.#inflight.get(target) ?? 0) + 1;
    this.#inflight.set(target, inflight);
    const { request } = asked;
    const arrival = { target, request, nowMs, inflight, chance: this.chance };
    const encounter = this.#script.meet(
      regular ? { ...arrival, attempt: attemptsOf(asked).length } : arrival,
    );
    const headers = this.#script.headers?.(target, nowMs);
    const left = (): void => void this.#inflight.set(target, this.#inflight.get(target)! - 1);
    return { encounter, left, progressMs: this.#progressMs, ...(headers && { headers }) };
  }

  #ended(report: ExchangeReport): void {
    const asked = this.#under.get(report.requestId)!;
    this.#under.delete(report.requestId);
    asked.report = report;
    this.#lastEnded = asked;
    this.#script.onEnd?.(report, asked);
  }

  /** Told right after the report. */
  #decided(decided: DecidedExchange): void {
    const asked = this.#lastEnded;
    if (asked?.id === decided.id && this.#script.explains?.(asked)) asked.decided = decided;
  }
}
