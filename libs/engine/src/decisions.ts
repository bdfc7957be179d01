import type { RequestFacts } from '@fairlead/plugin-sdk';
import type { RoutePlan } from '@fairlead/policy';
import type { AttemptHistory, Choice, Decision, Router } from '@fairlead/routing';
import { LazyFacts } from './facts.js';
import type { AttemptReport, DecidedStep } from './report.js';

interface Step {
  readonly decision: Decision;
  readonly attempts: AttemptReport[];
}

/** Every choice of one exchange in order, each with the attempts that came of it. */
export class Decisions {
  #facts: RequestFacts | undefined;
  readonly #steps: Step[] = [];

  /** @param capture also keep what each choice depended on */
  constructor(
    private readonly router: Router,
    private readonly capture: boolean,
  ) {}

  decide(route: RoutePlan, facts: RequestFacts, history: AttemptHistory): Decision {
    const decision = this.consider(route, facts, history);
    this.note(route, facts, decision);
    return decision;
  }

  /** A decision that may come to nothing; it is not kept before {@link note}. */
  consider(route: RoutePlan, facts: RequestFacts, history: AttemptHistory): Decision {
    return this.router.decide(route, facts, history, { capture: this.capture });
  }

  note(route: RoutePlan, facts: RequestFacts, decision: Decision): void {
    this.#facts = facts;
    // Whoever waits asks again and again: of the same empty answer only the last tells something.
    const before = this.#steps.at(-1);
    if (before?.decision.choice === undefined && before?.decision.record.route === route.name) {
      this.#steps.pop();
    }
    this.#steps.push({ decision, attempts: [] });
  }

  /** What was asked with, as plain data; undefined before the first question. */
  facts(): RequestFacts | undefined {
    return this.#facts instanceof LazyFacts ? this.#facts.plain() : this.#facts;
  }

  /** An attempt that went by this choice has ended. */
  attempted(choice: Choice, report: AttemptReport): void {
    this.#steps.findLast(({ decision }) => decision.choice === choice)?.attempts.push(report);
  }

  /**
   * As plain data: what is left of the exchange when it is over. A decision that has not written its record holds on to the
   * whole request, and these are kept for long.
   */
  steps(): DecidedStep[] {
    return this.#steps.map(({ decision: { record, state }, attempts }) => ({ record, attempts, state }));
  }
}
