import { seededRng, type RequestFacts, type Rng, type TargetId } from '@fairlead/plugin-sdk';
import { Health } from '@fairlead/health';
import type { PriceQuote } from '@fairlead/ledger';
import type { RoutePlan } from '@fairlead/policy';
import {
  LoadBook,
  noHistory,
  Router,
  strategiesByName,
  type Choice,
  type FlightOutcome,
  type TargetInfo,
} from '@fairlead/routing';
import { VirtualClock } from '../virtual-clock.js';
import { noBreaker } from './no-breaker.js';
import { poolRoute } from './pool-route.js';
import { logNormal, type ScriptedTarget } from './scripted-target.js';
import { Trace, type Served } from './trace.js';

export interface Scenario {
  readonly targets: readonly ScriptedTarget[];
  /** Name of the pool's strategy, and its options as a policy writes them. */
  readonly strategy: string;
  readonly options?: object;
  /** Requests per second, arriving at random moments. */
  readonly rps: number;
  readonly forMs: number;
  /** Every draw comes from here. */
  readonly seed: number;
  /** Gateways that share the targets and know nothing of each other; default 1. */
  readonly gateways?: number;
  /** Takes targets out and lets new ones in slowly, as the gateway does; default: nothing is ever taken out. */
  readonly breaker?: boolean;
}

/** Output tokens: log-normal around 300. */
const OUTPUT_MEDIAN_TOKENS = 300;
const OUTPUT_SIGMA = 0.8;
const PROMPT_TOKENS = 800;

/** Plays traffic against scripted targets through the real router, without failover: the first pick counts. */
export function rehearse(rehearsal: Scenario): Trace {
  return new World(rehearsal).play();
}

class World {
  readonly #rehearsal: Scenario;
  readonly #clock = new VirtualClock();
  readonly #chance: Rng;
  readonly #targets: ReadonlyMap<TargetId, ScriptedTarget>;
  readonly #inflight = new Map<TargetId, number>();
  readonly #routers: readonly Router[];
  readonly #served: Served[] = [];
  #plan: { readonly pool: number; readonly route: RoutePlan } | undefined;

  constructor(rehearsal: Scenario) {
    this.#rehearsal = rehearsal;
    this.#chance = seededRng(rehearsal.seed).fork('world');
    this.#targets = new Map(rehearsal.targets.map((target) => [target.id, target]));
    this.#routers = Array.from({ length: rehearsal.gateways ?? 1 }, (_, n) => this.#router(n));
  }

  play(): Trace {
    const { forMs } = this.#rehearsal;
    this.#scheduleArrival();
    this.#clock.advance(forMs);
    return new Trace(this.#served);
  }

  #router(gateway: number): Router {
    const clock = this.#clock;
    const rng = seededRng(this.#rehearsal.seed).fork(`gateway:${gateway}`);
    return new Router({
      targets: new Map(this.#rehearsal.targets.map((target) => [target.id, infoOf(target)])),
      strategies: strategiesByName(),
      health: this.#rehearsal.breaker ? this.#health(rng) : noBreaker,
      load: new LoadBook({ clock }),
      clock,
      rng,
    });
  }

  #health(rng: Rng): Health {
    const clock = this.#clock;
    const health = new Health({ clock, rng: rng.fork('health') });
    for (const target of this.#rehearsal.targets) {
      const { joinsAtMs = 0 } = target;
      const declare = (): void => {
        const { pool } = this.#route(clock.now()).tiers[0]!;
        health.declare(target.id, infoOf(target).scopes, pool.health, { coldStart: joinsAtMs > 0 });
      };
      if (joinsAtMs > 0) clock.after(joinsAtMs, declare);
      else declare();
    }
    return health;
  }

  /** The policy of this moment: a target that joins comes with a new one. */
  #route(atMs: number): RoutePlan {
    const joined = this.#rehearsal.targets.filter(({ joinsAtMs = 0 }) => joinsAtMs <= atMs);
    if (this.#plan?.pool !== joined.length) {
      const { strategy, options = {} } = this.#rehearsal;
      this.#plan = { pool: joined.length, route: poolRoute(joined, strategy, options) };
    }
    return this.#plan.route;
  }

  #scheduleArrival(): void {
    const waitMs = (-Math.log(1 - this.#chance.float()) * 1000) / this.#rehearsal.rps;
    this.#clock.after(waitMs, () => {
      this.#scheduleArrival();
      this.#arrive();
    });
  }

  #arrive(): void {
    const atMs = this.#clock.now();
    const router = this.#routers[Math.floor(this.#chance.float() * this.#routers.length)]!;
    const { choice } = router.decide(this.#route(atMs), FACTS, noHistory);
    if (choice === undefined) this.#served.push({ atMs, target: undefined, result: 'gateway_no_target' });
    else this.#dispatch(router, choice);
  }

  #dispatch(router: Router, choice: Choice): void {
    const clock = this.#clock;
    const { id } = choice.target;
    const flight = router.begin(choice, FACTS);
    const inflight = (this.#inflight.get(id) ?? 0) + 1;
    this.#inflight.set(id, inflight);
    const row: Writable<Served> = { atMs: clock.now(), target: id, result: 'unfinished' };
    this.#served.push(row);
    const end = (outcome: FlightOutcome): void => {
      this.#inflight.set(id, this.#inflight.get(id)! - 1);
      row.result = outcome.result;
      flight.end(outcome);
    };
    const behaviour = this.#targets.get(id)!.meet({ nowMs: clock.now(), inflight, chance: this.#chance });
    if ('fault' in behaviour) {
      clock.after(behaviour.failAfterMs, () => end({ result: behaviour.fault }));
      return;
    }
    const { firstTokenMs, perTokenMs } = behaviour;
    const output = Math.max(1, Math.round(OUTPUT_MEDIAN_TOKENS * logNormal(this.#chance, OUTPUT_SIGMA)));
    const usage = { input: PROMPT_TOKENS, output };
    const costNanoUsd = choice.info.price?.costNanoUsd(usage);
    clock.after(firstTokenMs, () => {
      row.firstTokenMs = firstTokenMs;
      flight.firstToken();
      clock.after(perTokenMs * (output - 1), () => {
        row.tokens = usage.input + usage.output;
        if (costNanoUsd !== undefined) row.costNanoUsd = costNanoUsd;
        end({ result: 'ok', usage, ...(costNanoUsd !== undefined && { costNanoUsd }) });
      });
    });
  }
}

type Writable<Row> = { -readonly [Key in keyof Row]: Row[Key] };

const FACTS: RequestFacts = {
  operation: 'chat',
  model: 'm',
  stream: true,
  promptTokens: PROMPT_TOKENS,
  labels: {},
};

function infoOf({ id, nanoUsdPerToken }: ScriptedTarget): TargetInfo {
  return {
    id,
    scopes: { endpoint: `${id}:443`, credential: id, model: `m@${id}` },
    wireModel: 'm',
    speaks: ['openai-chat'],
    ...(nanoUsdPerToken !== undefined && { price: flatPrice(nanoUsdPerToken) }),
  };
}

function flatPrice(nanoUsdPerToken: number): PriceQuote {
  return {
    source: 'table',
    costNanoUsd: ({ input = 0, output = 0 }) => Math.round((input + output) * nanoUsdPerToken),
  };
}
