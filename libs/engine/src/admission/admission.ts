import { Fault } from '@fairlead/plugin-sdk';
import type { TargetScopes } from '@fairlead/health';
import type { RejectPlan, RoutePlan } from '@fairlead/policy';
import type { Decision } from '@fairlead/routing';
import { openCourse, type Course } from '../course.js';
import type { Generation } from '../ports.js';
import type { Scene } from '../scene.js';
import type { Charge } from '../spending/spending.js';
import { secure, type Secured } from '../spending/secure.js';
import { noTargetFault } from '../no-target.js';
import { budgetFault } from './budget-fault.js';
import { isBusy, Place } from './place.js';

/** A target that will take the request, and the route by which it is its turn. */
export interface Admitted extends Secured {
  readonly course: Course;
}

type NoChoice = Decision & { readonly choice: undefined };

/** Finds who takes the request first, or answers it with a refusal. */
export class Admission {
  /** Names of the routes by which it went. */
  readonly #been: string[] = [];
  #course: Course;
  #place: Place | undefined;
  #busy: NoChoice | undefined;

  constructor(
    private readonly scene: Scene,
    opened: Course,
  ) {
    this.#course = opened;
  }

  /** Undefined: it was answered. `queued`: to be asked again after {@link turn}, in the same breath. */
  ask(): Admitted | 'queued' | undefined {
    const { presence, answer, record } = this.scene;
    if (presence.gone) {
      this.giveUp();
      answer.cancelled();
      return undefined;
    }
    const { route, facts, history } = this.#course;
    if (route.reject !== undefined) return this.#reject(route.reject);
    if (this.#place === undefined && this.#heldBack()) return undefined;
    const decision = record.decisions.decide(route, facts, history);
    if (decision.choice === undefined) return this.#nobody(decision);
    const secured = secure(this.scene, this.#course, decision.choice);
    if (secured === undefined) return this.ask();
    this.#place?.leave();
    this.#place = undefined;
    return { course: this.#course, ...secured };
  }

  async turn(): Promise<void> {
    await this.#place!.turn(this.#busy!);
  }

  /** It does not wait any more, if it did. */
  giveUp(): void {
    this.#place?.giveUp();
    this.#place = undefined;
  }

  /** Once for each route by which it goes. */
  #heldBack(): boolean {
    const { state, generation, answer } = this.scene;
    const { route } = this.#course;
    if (!state.throttle.holdsBack(domainsOf(route, generation))) return false;
    const message = `Every provider of route "${route.name}" is refusing most requests; this one was held back.`;
    answer.fail(new Fault('gateway_throttled', message));
    return true;
  }

  #nobody(decision: NoChoice): Admitted | 'queued' | undefined {
    const { answer } = this.scene;
    const { fitness, purse } = this.#course;
    const tokens = fitness.estimate();
    if (tokens !== undefined) {
      answer.estimated(tokens);
      return undefined;
    }
    const queue = this.#queued(decision);
    if (queue === 'queued') return queue;
    const refusal = fitness.refusal(decision.record);
    if (refusal === undefined && isBound(decision)) return this.#bound(decision);
    const charge = purse.exceeded(decision.record);
    if (charge !== undefined) return this.#exceeded(charge);
    answer.noTarget(decision, refusal, queue);
    return undefined;
  }

  /** Where the route lets it wait: `queued`, or why not any longer. */
  #queued(decision: NoChoice): string | undefined {
    const { queue, name } = this.#course.route;
    if (this.#place?.over) {
      const waitedMs = this.#place.untilMs - this.#place.enteredAtMs;
      this.giveUp();
      return `It has waited ${waitedMs / 1000} s for a place.`;
    }
    if (queue === undefined || (this.#place === undefined && !isBusy(decision))) return undefined;
    const { length } = this.scene.state.lines.of(name);
    if (this.#place === undefined && length >= queue.max)
      return `${length} are waiting already, which is the most.`;
    this.#place ??= new Place(this.scene, this.#course, queue);
    this.#busy = decision;
    return 'queued';
  }

  #bound(decision: NoChoice): undefined {
    const { answer } = this.scene;
    const fault = noTargetFault(this.#course.route.name, decision);
    answer.fail(fault, { status: 409, code: 'bound_target_unavailable' });
  }

  #reject({ status, message, code }: RejectPlan): undefined {
    const fault = new Fault('gateway_rejected', message);
    this.scene.answer.fail(fault, { status, ...(code !== undefined && { code }) });
  }

  /** Goes by the budget's other route, where it has one that the request has not gone by. */
  #exceeded(charge: Charge): Admitted | 'queued' | undefined {
    const { state, generation, answer } = this.scene;
    const { budget } = charge;
    const { onExceeded } = budget;
    this.#been.push(this.#course.route.name);
    const instead =
      onExceeded.action === 'use_route' && !this.#been.includes(onExceeded.route)
        ? generation.plan.routes.find(({ name }) => name === onExceeded.route)
        : undefined;
    if (instead === undefined) {
      answer.fail(budgetFault(budget, state.spending.windowLeftMs(charge)));
      return undefined;
    }
    this.#course = openCourse(this.scene, this.#course, instead);
    return this.ask();
  }
}

/** Whether only one target, or one account, could have answered, by affinity or by what it keeps. */
function isBound({ record: { reason, candidates } }: NoChoice): boolean {
  return (
    reason === 'bound_target_unavailable' || candidates.some(({ excluded }) => excluded?.startsWith('bound:'))
  );
}

function* domainsOf({ tiers }: RoutePlan, { targets }: Generation): Iterable<TargetScopes> {
  for (const { onlyViaRule, pool } of tiers) {
    if (onlyViaRule) continue;
    for (const { id } of pool.targets) {
      const info = targets.get(id);
      if (info !== undefined && info.unconfigured === undefined) yield info.scopes;
    }
  }
}
