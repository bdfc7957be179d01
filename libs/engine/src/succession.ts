import type { Choice } from '@fairlead/routing';
import type { Course } from './course.js';
import { nextStep, type NextStep } from './failover.js';
import type { Scene } from './scene.js';
import type { TrialEnd } from './trial-end.js';

/** Who comes after a failed attempt: the same target again, another one, or nobody. */
export class Succession {
  constructor(
    private readonly scene: Scene,
    private readonly course: Course,
  ) {}

  async after(choice: Choice, end: TrialEnd & { kind: 'failed' }): Promise<Choice | undefined> {
    const { state, answer, presence, ingress } = this.scene;
    const { route, sameRetries, staleRetries, maxAttempts } = this.course;
    if (end.poisoned || choice.panic || presence.gone || ingress.relay?.upload?.spent) return undefined;
    const plan = route.failover;
    const step = nextStep({ fault: end.fault, plan, sameRetries, staleRetries, rng: state.rng });
    const alert = (plan.rules.get(end.fault.faultClass) ?? plan.rules.get('any'))?.alert;
    if (alert !== undefined) answer.alerts.push(alert);
    if (step.step === 'surface') return undefined;
    const free = step.step === 'same' && step.budget === 'free';
    if (!free && answer.countedAttempts >= maxAttempts) return undefined;
    if (free) return this.#move(choice, step, end.durationMs);
    if (!state.amplification.extra(route.name, state.inflight)) return undefined;
    const next = await this.#move(choice, step, end.durationMs);
    if (next === undefined) state.amplification.takeBack(route.name);
    return next;
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
    const { state, generation, answer, presence } = this.scene;
    const { route, deadline } = this.course;
    const { endpoint } = choice.info.scopes;
    if (!deadline.allows(state.clock.now() + step.delayMs, route.failover, lastMs)) return undefined;
    if (step.budget === 'free') {
      this.course.staleRetries++;
      answer.uncounted++;
      return choice;
    }
    if (!state.retryBudget.take(endpoint, route.failover.retryBudget.minPer10s)) return undefined;
    this.course.sameRetries++;
    await presence.pause(step.delayMs);
    return generation.health.standing(choice.target.id).obstacle === undefined ? choice : undefined;
  }

  async #elsewhere(
    choice: Choice,
    step: NextStep & { step: 'next' },
    lastMs: number,
  ): Promise<Choice | undefined> {
    const { state, answer, presence } = this.scene;
    const { route, facts, history, deadline } = this.course;
    history.failed(choice, step, facts.promptTokens);
    this.course.sameRetries = 0;
    const decision = answer.decisions.decide(route, facts, history);
    if (decision.choice !== undefined) {
      const usual = decision.choice.candidate.firstTokenMs;
      return deadline.allows(state.clock.now(), route.failover, lastMs, usual) ? decision.choice : undefined;
    }
    const waitMs = step.waitIfAloneMs;
    if (waitMs === undefined || !deadline.allows(state.clock.now() + waitMs, route.failover, 0))
      return undefined;
    await presence.pause(waitMs);
    history.forgive(choice.target.id);
    return answer.decisions.decide(route, facts, history).choice;
  }
}
