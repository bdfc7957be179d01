import type {
  Candidate,
  Pick,
  Refusal,
  RequestFacts,
  Rng,
  StrategyContext,
  StrategyDefinition,
  StrategyInstance,
} from '@fairlead/plugin-sdk';
import type { PoolPlan } from '@fairlead/policy';
import type { Capture } from '../replay/capture.js';
import { Draws } from './draws.js';

/** A strategy threw, or picked what it was not given. The request goes on without it. */
export type StrategyErrorListener = (error: unknown, pool: PoolPlan) => void;

interface Options {
  readonly strategies: ReadonlyMap<string, StrategyDefinition>;
  readonly clock: StrategyContext['clock'];
  readonly rng: Rng;
  readonly onStrategyError?: StrategyErrorListener;
}

interface Balancer {
  readonly type: string;
  readonly instance: StrategyInstance;
  readonly pool: PoolPlan;
  readonly draws: Draws;
}

/** A pick, and the draws it depended on. */
export interface Picked {
  readonly pick: Pick | Refusal | undefined;
  readonly drawn?: readonly number[] | undefined;
}

/** What strategies keep over a policy reload: plain JSON by pool id. */
export type BalancerStates = Readonly<Record<string, { readonly type: string; readonly state: unknown }>>;

/** One balancer per pool, made when the pool is first used: a direct call's pool stands in no policy. */
export class Balancers {
  readonly #options: Options;
  readonly #byPool = new Map<string, Balancer>();
  #restored = new Map<string, BalancerStates[string]>();

  constructor(options: Options) {
    this.#options = options;
  }

  of(pool: PoolPlan): StrategyInstance {
    return this.#balancer(pool).instance;
  }

  #balancer(pool: PoolPlan): Balancer {
    const known = this.#byPool.get(pool.id);
    if (known !== undefined) return known;
    const { type, options } = pool.strategy;
    const definition = this.#options.strategies.get(type);
    if (definition === undefined) {
      throw new Error(`pool "${pool.id}" asks for the strategy "${type}", which no plugin provides`);
    }
    const { clock } = this.#options;
    const draws = new Draws(this.#options.rng.fork(`pool:${pool.id}`));
    const instance = definition.create(options, { clock, rng: draws, pool: pool.id });
    const restored = this.#restored.get(pool.id);
    if (restored?.type === type) this.tell(pool, () => instance.restore?.(restored.state));
    const made = { type, instance, pool, draws };
    this.#byPool.set(pool.id, made);
    return made;
  }

  /** The strategy's pick; when it fails, the heaviest candidate. */
  pick(pool: PoolPlan, candidates: readonly Candidate[], facts: RequestFacts, capture?: Capture): Picked {
    try {
      const { instance, draws } = this.#balancer(pool);
      if (capture !== undefined) this.tell(pool, () => capture.knows(pool, instance.snapshot?.()));
      const { result, drawn } = draws.during(() => instance.pick(candidates, facts));
      capture?.drew(pool, drawn);
      if (result?.index === undefined || candidates[result.index] !== undefined)
        return { pick: result, drawn };
      throw new RangeError(
        `strategy "${pool.strategy.type}" picked ${result.index} of ${candidates.length} candidates`,
      );
    } catch (error) {
      this.#options.onStrategyError?.(error, pool);
      const heaviest = Math.max(...candidates.map(({ weight }) => weight));
      return { pick: { index: candidates.findIndex(({ weight }) => weight === heaviest) } };
    }
  }

  /** Calls a strategy that must not be able to break the request by it. */
  tell(pool: PoolPlan, call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#options.onStrategyError?.(error, pool);
    }
  }

  snapshot(): BalancerStates {
    const used = [...this.#byPool].map(([id, { type, instance, pool }]) => {
      let state: unknown;
      this.tell(pool, () => (state = instance.snapshot?.()));
      return [id, { type, state }] as const;
    });
    return Object.fromEntries([...this.#restored, ...used]);
  }

  /** For pools not used yet; a pool whose strategy has changed begins anew. */
  restore(states: BalancerStates): void {
    this.#restored = new Map(Object.entries(states));
  }
}
