import type { RequestFacts, TargetId } from '@fairlead/plugin-sdk';
import type { RoutePlan, TierPlan } from '@fairlead/policy';
import { affinityPick } from '../affinity/affinity-pick.js';
import type { Capture } from '../replay/capture.js';
import type { Balancers } from './balancers.js';
import { choiceOf } from './choice-of.js';
import type { AttemptHistory, Decision } from './decision.js';
import { MadeDecision } from './made-decision.js';
import { noTarget } from './no-target.js';
import { panicChoice } from './panic.js';
import { Survey, type SurveyGround } from './survey.js';
import { targetsOf } from './targets-of.js';
import { tiersInReach } from './tiers-in-reach.js';
import { Trail, type Step } from './trail.js';

export interface DecisionQuestion {
  readonly route: RoutePlan;
  readonly facts: RequestFacts;
  readonly history: AttemptHistory;
  /** The route's only target. */
  readonly single: boolean;
  readonly nowMs: number;
  readonly capture: Capture | undefined;
}

/** One decision: tier after tier, until somebody can take the request. */
export class Decider {
  readonly #question: DecisionQuestion;
  readonly #trail: Trail;
  /** Who has answered the request's affinity key last, where that target is still in the route. */
  readonly #seat: TargetId | undefined;

  constructor(
    private readonly balancers: Balancers,
    private readonly ground: SurveyGround,
    question: DecisionQuestion,
  ) {
    this.#question = question;
    this.#trail = new Trail(question.route.name);
    this.#seat = seatOf(question, ground);
  }

  decide(): Decision {
    const { route, history, nowMs } = this.#question;
    let full: Step | undefined;
    for (const tier of tiersInReach(route, history)) {
      const step = this.#trail.enter(this.#survey(tier));
      if (step.survey.candidates.length === 0) continue;
      step.spill = step.survey.spill;
      if (step.spill !== undefined) full ??= step;
      else if (this.#pick(step)) return this.#made(step);
    }
    if (full !== undefined) {
      // A full tier is better than none.
      full.spill = undefined;
      if (this.#pick(full)) return this.#made(full);
    }
    const choice = panicChoice(route, history, this.#trail.surveys);
    if (choice !== undefined) return new MadeDecision(choice, 'panic', this.#trail);
    const reason = this.#boundTo === undefined ? 'no_target' : 'bound_target_unavailable';
    return noTarget(this.#trail, nowMs, reason);
  }

  get #boundTo(): TargetId | undefined {
    return this.#question.route.affinity?.mode === 'require' ? this.#seat : undefined;
  }

  #survey(tier: TierPlan): Survey {
    const { forgetAfterMs } = this.balancers.of(tier.pool);
    const { route, facts, history, single, nowMs } = this.#question;
    const boundTo = this.#boundTo;
    return new Survey(this.ground, {
      route,
      facts,
      history,
      single,
      nowMs,
      tier,
      forgetAfterMs,
      boundTo,
    });
  }

  /** Whether somebody was picked. */
  #pick(step: Step): boolean {
    const { route, facts, history, capture } = this.#question;
    const { tier, candidates } = step.survey;
    if (route.affinity !== undefined && history.affinityKey !== undefined) {
      const { index, affinity } = affinityPick({
        plan: route.affinity,
        key: history.affinityKey,
        pool: tier.pool,
        candidates,
        seat: this.#seat,
      });
      step.pick = { index };
      step.affinity = affinity;
      return true;
    }
    const { pick, drawn } = this.balancers.pick(tier.pool, candidates, facts, capture);
    step.pick = pick;
    step.drawn = drawn;
    return pick?.index !== undefined;
  }

  #made({ survey, pick, affinity }: Step): Decision {
    const { route, history } = this.#question;
    const index = pick!.index!;
    const choice = choiceOf(route, survey, survey.found[index]!, survey.candidates[index]!, history);
    const reason = affinity === undefined ? `strategy:${survey.tier.pool.strategy.type}` : 'affinity';
    return new MadeDecision(choice, reason, this.#trail);
  }
}

function seatOf(
  { route, history: { affinityKey } }: DecisionQuestion,
  { load }: SurveyGround,
): TargetId | undefined {
  if (route.affinity === undefined || affinityKey === undefined) return undefined;
  const seat = load.seat(route.name, affinityKey, route.affinity.ttlMs);
  return seat !== undefined && targetsOf(route).has(seat) ? seat : undefined;
}
