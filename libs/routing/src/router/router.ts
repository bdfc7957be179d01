import type { Health } from '@fairlead/health';
import type { Clock, Outcome, RequestFacts, Rng, StrategyDefinition, TargetId } from '@fairlead/plugin-sdk';
import type { RoutePlan } from '@fairlead/policy';
import type { LoadBook } from '../load/load-book.js';
import type { LoadView } from '../load/load-view.js';
import { Capture } from '../replay/capture.js';
import { Balancers, type BalancerStates, type StrategyErrorListener } from './balancers.js';
import { Decider, type DecisionQuestion } from './decider.js';
import type { AttemptHistory, Choice, Decision } from './decision.js';
import { TrackedFlight, type Flight } from './flight.js';
import { noRoom, noRoomAt } from './limits.js';
import { Moment } from './moment.js';
import type { SurveyGround } from './survey.js';
import type { TargetInfo } from './target-info.js';

export interface RouterOptions {
  readonly targets: ReadonlyMap<TargetId, TargetInfo>;
  readonly strategies: ReadonlyMap<string, StrategyDefinition>;
  readonly health: Pick<Health, 'standing' | 'admit'>;
  /** Shared by all generations of the configuration. */
  readonly load: LoadView &
    Pick<LoadBook, 'begin' | 'takeSeat' | 'firstTokenTimeoutMs' | 'firstTokenQuantileMs'>;
  readonly clock: Clock;
  readonly rng: Rng;
  /** A strategy failed; the heaviest candidate was taken instead. */
  readonly onStrategyError?: StrategyErrorListener;
}

/**
 * Facts and state in, one target out, with the reasons. Deterministic: chance and time are ports. One per
 * generation of the configuration; measurements and health outlive it.
 */
export class Router {
  readonly #options: RouterOptions;
  readonly #moment: Moment;
  readonly #balancers: Balancers;
  readonly #single = new WeakMap<RoutePlan, boolean>();

  constructor(options: RouterOptions) {
    this.#options = options;
    this.#moment = new Moment(options.clock);
    this.#balancers = new Balancers({ ...options, clock: this.#moment });
  }

  /**
   * Where the next attempt of a request goes. Changes only what strategies keep of their picks.
   *
   * @param capture also write down all that the decision depended on, so that it can be made again elsewhere
   */
  decide(
    route: RoutePlan,
    facts: RequestFacts,
    history: AttemptHistory,
    { capture = false }: { readonly capture?: boolean } = {},
  ): Decision {
    return this.#moment.hold(() => {
      const single = this.#isSingle(route);
      const nowMs = this.#moment.now();
      if (!capture)
        return this.#decide(this.#options, { route, facts, history, single, nowMs, capture: undefined });
      const writer = new Capture(this.#options, route, history, nowMs);
      const question = { route, facts, history: writer.history, single, nowMs, capture: writer };
      const decision = this.#decide(writer.ground, question);
      const state = writer.state(this.#moment.wallReadMs);
      return decision.choice === undefined
        ? { ...decision, state }
        : { choice: decision.choice, record: decision.record, state };
    });
  }

  #decide(ground: SurveyGround, question: DecisionQuestion): Decision {
    return new Decider(this.#balancers, ground, question).decide();
  }

  /** Whether the same choice would still be within the limits of its target and tier, for another attempt. */
  hasRoom({ route, target, tier }: Choice, facts: RequestFacts): boolean {
    const { load, clock } = this.#options;
    const nowMs = clock.now();
    const tokens = (): number =>
      facts.promptTokens + (facts.maxOutputTokens ?? load.expectedOutputTokens(route, facts));
    if (noRoomAt(target, load.target(target.id), tokens, nowMs) !== undefined) return false;
    const { limits, name } = tier;
    return limits === undefined || noRoom(load.tier(route, name), limits, tokens, nowMs) === undefined;
  }

  /** The attempt is dispatched: from here on it counts as in flight. */
  begin(choice: Choice, facts: RequestFacts): Flight {
    const { load, health, clock } = this.#options;
    const { candidate, target, route, affinityKey } = choice;
    const { pool, name: tier } = choice.tier;
    const balancer = this.#balancers.of(pool);
    const tokens = facts.promptTokens + (facts.maxOutputTokens ?? candidate.expectedOutputTokens);
    const flight = new TrackedFlight({
      clock,
      load: load.begin({ route, pool, facts }, target.id, tier),
      pass: health.admit(target.id, { tokens }),
      ...(affinityKey !== undefined && {
        onFirstToken: () => load.takeSeat(route, affinityKey, target.id),
      }),
      onEnd: (outcome) => this.#balancers.tell(pool, () => balancer.onEnd?.(candidate, outcome)),
    });
    this.#balancers.tell(pool, () => balancer.onStart?.(candidate, facts));
    return flight;
  }

  /**
   * A copy goes out beside live traffic: it takes no place in flight, and is nothing that health or load hear of. Only
   * its pool's strategy does. @returns tells the strategy of its end, once
   */
  beginCopy({ candidate, tier: { pool } }: Choice, facts: RequestFacts): (outcome: Outcome) => void {
    const balancer = this.#balancers.of(pool);
    this.#balancers.tell(pool, () => balancer.onStart?.(candidate, facts));
    return (outcome) => this.#balancers.tell(pool, () => balancer.onEnd?.(candidate, outcome));
  }

  /** Output tokens that this route's requests usually have, capped by the caller's own limit. */
  expectedOutputTokens(route: RoutePlan, facts: RequestFacts): number {
    return this.#options.load.expectedOutputTokens(route.name, facts);
  }

  /** What `first_token: auto` means for this attempt, ms. */
  firstTokenTimeoutMs(choice: Choice, facts: RequestFacts): number {
    const { pool } = choice.tier;
    return this.#options.load.firstTokenTimeoutMs({ route: choice.route, pool, facts }, choice.target.id);
  }

  /** By when this part of the target's answers at this size has had its first token, ms; undefined: too few are known. */
  firstTokenQuantileMs(
    { route, tier, target }: Choice,
    facts: RequestFacts,
    quantile: number,
  ): number | undefined {
    const { pool } = tier;
    return this.#options.load.firstTokenQuantileMs({ route, pool, facts }, target.id, quantile);
  }

  snapshot(): BalancerStates {
    return this.#balancers.snapshot();
  }

  /** Before the first decision: what the last generation's strategies knew. */
  restore(states: BalancerStates): void {
    this.#balancers.restore(states);
  }

  /** Whether all tiers together have one target that is configured at all. */
  #isSingle(route: RoutePlan): boolean {
    let single = this.#single.get(route);
    if (single === undefined) {
      const ids = new Set(route.tiers.flatMap(({ pool }) => pool.targets.map(({ id }) => id)));
      const usable = [...ids].filter((id) => this.#options.targets.get(id)?.unconfigured === undefined);
      this.#single.set(route, (single = usable.length <= 1));
    }
    return single;
  }
}
