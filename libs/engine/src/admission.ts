import { Fault } from '@fairlead/plugin-sdk';
import type { BudgetPlan, RoutePlan } from '@fairlead/policy';
import { formatUsd } from '@fairlead/ledger';
import { openCourse, type Course } from './course.js';
import type { Scene } from './scene.js';
import { secure, type Secured } from './spending/secure.js';

/** A target that will take the request, and the route by which it is its turn. */
export interface Admitted extends Secured {
  readonly course: Course;
}

/** Finds who takes the request first; undefined when it was answered with a refusal. */
export function admit(scene: Scene, opened: Course): Admitted | undefined {
  const { generation, answer } = scene;
  const been = new Set<string>();
  let course = opened;
  for (;;) {
    const { route, facts, history, fitness, purse } = course;
    been.add(route.name);
    if (route.reject !== undefined) {
      const { status, message, code } = route.reject;
      answer.fail(new Fault('gateway_rejected', message), { status, ...(code !== undefined && { code }) });
      return undefined;
    }
    const decision = generation.router.decide(route, facts, history);
    const secured = decision.choice && secure(scene, course, decision.choice);
    if (secured !== undefined) return { course, ...secured };
    if (decision.choice !== undefined) continue;
    const tokens = fitness.estimate();
    if (tokens !== undefined) {
      answer.estimated(tokens);
      return undefined;
    }
    const budget = purse.exceeded(decision.record);
    const instead = budget && insteadOf(budget, generation.plan.routes);
    if (budget === undefined) {
      answer.noTarget(decision, fitness.refusal(decision.record));
      return undefined;
    }
    if (instead === undefined || been.has(instead.name)) {
      answer.fail(budgetFault(course, budget));
      return undefined;
    }
    course = openCourse(scene, course, instead);
  }
}

function insteadOf({ onExceeded }: BudgetPlan, routes: readonly RoutePlan[]): RoutePlan | undefined {
  if (onExceeded.action !== 'use_route') return undefined;
  return routes.find(({ name }) => name === onExceeded.route);
}

/** Whose money it is stays out of it: a scope may be another caller's name. */
function budgetFault({ purse }: Course, budget: BudgetPlan): Fault {
  const { name, limitNanoUsd, per } = budget;
  const limit = `${formatUsd(limitNanoUsd)} USD per ${per}`;
  const message = `The budget "${name}" (${limit}) has no room for this request at any target.`;
  return new Fault('budget_exceeded', message, { retryAfterMs: purse.windowLeftMs(budget) });
}
