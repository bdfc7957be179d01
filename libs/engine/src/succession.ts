import type { Choice } from '@fairlead/routing';
import type { Course } from './course.js';
import { nextStep, type NextStep } from './failover.js';
import { tooLargeToReplay } from './replay.js';
import type { Scene } from './scene.js';
import type { TrialEnd } from './trial-end.js';

type Failed = TrialEnd & { readonly kind: 'failed' };

/** Who comes after a failed attempt: the same target again, another one, or nobody. */
export class Succession {
  constructor(
    private readonly scene: Scene,
    private readonly course: Course,
  ) {}

  async after(end: Failed): Promise<Choice | undefined> {
    const { choice } = end;
    const { state, record, presence, ingress } = this.scene;
    const { route, maxAttempts } = this.course;
    if (end.poisoned || choice.panic || presence.gone) return undefined;
    const step = this.#stepAfter(end);
    if (step.step === 'surface') return undefined;
    const free = step.step === 'same' && step.budget === 'free';
    if (!free && record.countedAttempts >= maxAttempts) return undefined;
    record.notReplayedBytes = tooLargeToReplay(ingress, route, free);
    if (record.notReplayedBytes !== undefined) return undefined;
    if (free) return this.#move(choice, step, end.durationMs);
    if (!state.amplification.extra(route.name, state.inflight)) return undefined;
    const next = await this.#move(choice, step, end.durationMs);
    if (next === undefined) state.amplification.takeBack(route.name);
    return next;
  }

  /**
   * Another attempt is under way already: whether it goes on alone, instead of whatever else would come next. A poisoned
   * request may: what it could do there, it has done.
   *
   * @param when `unless_final`: not where the failure is a verdict on the request, which nobody else shall be asked for
   */
  passOver(end: Failed, when: 'always' | 'unless_final'): boolean {
    const step = this.#stepAfter(end);
    if (when === 'unless_final' && step.step === 'surface') return false;
    const next = step.step === 'next' ? step : ({ step: 'next', among: 'any' } as const);
    this.course.history.failed(end.choice, next, this.course.facts.promptTokens);
    this.course.sameRetries = 0;
    return true;
  }

  #stepAfter({ fault }: Failed): NextStep {
    const { state, record } = this.scene;
    const { sameRetries, staleRetries, route } = this.course;
    const plan = route.failover;
    const alert = (plan.rules.get(fault.faultClass) ?? plan.rules.get('any'))?.alert;
    if (alert !== undefined) record.alerts.push(alert);
    return nextStep({ fault, plan, sameRetries, staleRetries, rng: state.rng });
  }

  async #move(
    choice: Choice,
    step: NextStep & { step: 'same' | 'next' },
    lastMs: number,
  ): Promise<Choice | undefined> {
    if (step.step === 'next') return this.#elsewhere(choice, step, lastMs);
    const again = await this.#again(choice, step, lastMs);
    return again ?? this.#elsewhere(choice, { step: 'next', among: 'any' }, lastMs);
  }

  /** The same target once more, if budget, time and health allow. */
  async #again(
    choice: Choice,
    step: NextStep & { step: 'same' },
    lastMs: number,
  ): Promise<Choice | undefined> {
    const { state, generation, record, presence } = this.scene;
    const { route, facts, deadline } = this.course;
    const { endpoint } = choice.info.scopes;
    if (!deadline.allows(state.clock.now() + step.delayMs, route.failover, lastMs)) return undefined;
    if (step.budget === 'free') {
      this.course.staleRetries++;
      record.uncounted++;
      return choice;
    }
    if (!state.retryBudget.take(endpoint, route.failover.retryBudget.minPer10s)) return undefined;
    this.course.sameRetries++;
    await presence.pause(step.delayMs);
    const { obstacle } = generation.health.standing(choice.target.id);
    return obstacle === undefined && generation.router.hasRoom(choice, facts) ? choice : undefined;
  }

  async #elsewhere(
    choice: Choice,
    step: NextStep & { step: 'next' },
    lastMs: number,
  ): Promise<Choice | undefined> {
    const { state, record, presence } = this.scene;
    const { route, facts, history, deadline } = this.course;
    history.failed(choice, step, facts.promptTokens);
    this.course.sameRetries = 0;
    const decision = record.decisions.decide(route, facts, history);
    if (decision.choice !== undefined) {
      const usual = decision.choice.candidate.firstTokenMs;
      return deadline.allows(state.clock.now(), route.failover, lastMs, usual) ? decision.choice : undefined;
    }
    const waitMs = step.waitIfAloneMs;
    if (waitMs === undefined || !deadline.allows(state.clock.now() + waitMs, route.failover, 0))
      return undefined;
    await presence.pause(waitMs);
    history.forgive(choice.target.id);
    return record.decisions.decide(route, facts, history).choice;
  }
}
