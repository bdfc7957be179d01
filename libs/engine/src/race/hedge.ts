import type { HedgePlan } from '@fairlead/policy';
import type { Choice, TargetInfo } from '@fairlead/routing';
import type { Course } from '../course.js';
import type { Generation } from '../ports.js';
import { tooLargeToReplay } from '../replay.js';
import type { Scene } from '../scene.js';
import type { Secured } from '../spending/secure.js';

const QUANTILES = { p90: 0.9, p95: 0.95, p99: 0.99 } as const;

/** The second attempt beside a slow first one: when it may begin, and at whom. */
export class Hedge {
  readonly #health: Generation['health'];

  constructor(
    private readonly scene: Scene,
    private readonly course: Course,
    private readonly plan: HedgePlan,
    /** Who has the request already. */
    private readonly primary: Choice,
  ) {
    this.#health = scene.generation.health;
  }

  /** From the first attempt's start, ms; undefined: never. */
  delayMs(): number | undefined {
    const { primary, course, plan } = this;
    // Who is on trial is tried alone, or the trial says nothing.
    if (course.hedged || primary.panic || this.#onTrial(primary.info)) return undefined;
    const { router } = this.scene.generation;
    const afterMs =
      typeof plan.after === 'number'
        ? plan.after
        : router.firstTokenQuantileMs(primary, course.facts, QUANTILES[plan.after]);
    return afterMs === undefined ? undefined : Math.max(plan.minDelayMs, afterMs);
  }

  /** Its time has come; undefined: it is not made. */
  secure(): Secured | undefined {
    const { state, record } = this.scene;
    const { route, maxAttempts, fitness, purse } = this.course;
    if (tooLargeToReplay(this.scene.ingress, route) !== undefined) return undefined;
    if (record.countedAttempts >= maxAttempts || !state.hedges.allows(route.name)) return undefined;
    if (fitness.ties().size > 0) return undefined;
    const choice = this.#choose();
    if (choice === undefined) return undefined;
    const hold = purse.reserve(choice.info, 'hedges');
    if (hold === undefined) return undefined;
    state.hedges.take(route.name);
    this.course.hedged = true;
    return { choice, hold };
  }

  #choose(): Choice | undefined {
    const { state, record } = this.scene;
    const { route, facts, history, deadline } = this.course;
    const { decisions } = record;
    const decision = decisions.consider(
      route,
      facts,
      history.beside(this.primary, (info) => this.#unfit(info)),
    );
    const { choice } = decision;
    if (choice === undefined) return undefined;
    if (!deadline.allows(state.clock.now(), route.failover, 0, choice.candidate.firstTokenMs))
      return undefined;
    decisions.note(route, facts, decision);
    return choice;
  }

  #unfit(info: TargetInfo): string | undefined {
    const { endpoint, credential } = this.primary.info.scopes;
    // What is slow there would most likely be slow again.
    if (info.scopes.endpoint === endpoint && info.scopes.credential === credential)
      return 'hedge:same_domain';
    if (this.#onTrial(info)) return 'hedge:on_trial';
    return this.#tooDear(info) ? 'hedge:price' : undefined;
  }

  #tooDear(info: TargetInfo): boolean {
    const { maxCostNanoUsd } = this.plan;
    if (maxCostNanoUsd === undefined) return false;
    const estimate = this.course.purse.estimateNanoUsd(info);
    return estimate === undefined || estimate > maxCostNanoUsd;
  }

  #onTrial({ id }: TargetInfo): boolean {
    return this.#health.standing(id).circuit === 'probation';
  }
}
