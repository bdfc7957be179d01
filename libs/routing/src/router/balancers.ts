import type {
  Candidate,
  Clock,
  Pick,
  Refusal,
  RequestFacts,
  Rng,
  StrategyDefinition,
  StrategyInstance,
} from '@fairlead/plugin-sdk';
import type { PoolPlan } from '@fairlead/policy';

/** A strategy threw, or picked what it was not given. The request goes on without it. */
export type StrategyErrorListener = (error: unknown, pool: PoolPlan) => void;

interface Options {
  readonly strategies: ReadonlyMap<string, StrategyDefinition>;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly onStrategyError?: StrategyErrorListener;
}

interface Balancer {
  readonly type: string;
  readonly instance: StrategyInstance;
  readonly pool: PoolPlan;
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
    const known = this.#byPool.get(pool.id);
    if (known !== undefined) return known.instance;
    const { type, options } = pool.strategy;
    const definition = this.#options.strategies.get(type);
    if (definition === undefined) {
      throw new Error(`pool "${pool.id}" asks for the strategy "${type}", which no plugin provides`);
    }
    const { clock, rng } = this.#options;
    const instance = definition.create(options, { clock, rng: rng.fork(`pool:${pool.id}`), pool: pool.id });
    const restored = this.#restored.get(pool.id);
    if (restored?.type === type) this.tell(pool, () => instance.restore?.(restored.state));
    this.#byPool.set(pool.id, { type, instance, pool });
    return instance;
  }

  /** The strategy's pick; when it fails, the heaviest candidate. */
  pick(pool: PoolPlan, candidates: readonly Candidate[], facts: RequestFacts): Pick | Refusal | undefined {
    try {
      const pick = this.of(pool).pick(candidates, facts);
      if (pick?.index === undefined || candidates[pick.index] !== undefined) return pick;
      throw new RangeError(
        `strategy "${pool.strategy.type}" picked ${pick.index} of ${candidates.length} candidates`,
      );
    } catch (error) {
      this.#options.onStrategyError?.(error, pool);
      const heaviest = Math.max(...candidates.map(({ weight }) => weight));
      return { index: candidates.findIndex(({ weight }) => weight === heaviest) };
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
