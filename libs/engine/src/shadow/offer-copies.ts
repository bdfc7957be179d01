import { Fault } from '@fairlead/plugin-sdk';
import type { ShadowPlan } from '@fairlead/policy';
import { noHistory, type AttemptHistory, type Choice } from '@fairlead/routing';
import type { Course } from '../course.js';
import { logText } from '../log-text.js';
import { tooLargeToReplay } from '../replay.js';
import type { Scene } from '../scene.js';
import { chargesOf, type Expense } from '../spending/spending.js';
import { contains } from './contains.js';
import { ShadowCopy, type Original } from './shadow-copy.js';
import { shadowRoute } from './shadow-route.js';

/**
 * The request has its answer: copies of it go out after the step that is being taken now. Nobody waits for one, and
 * nothing that becomes of it is heard of in live traffic.
 */
export function offerCopies({ state, generation, ingress }: Scene, course: Course): void {
  const { route, facts } = course;
  // Neither what passes unread nor what only counts, and nothing too large to be sent twice.
  if (ingress.relay !== undefined || ingress.dialect.relayed || facts.operation === 'count_tokens') return;
  if (tooLargeToReplay(ingress, route) !== undefined) return;
  for (const shadow of route.shadows) {
    const draw = state.rng.fork(`shadow:${ingress.requestId}:${shadow.pool.id}`).float();
    if (draw >= shadow.sample) continue;
    const leave = state.shadows.take(`${route.name}/${shadow.pool.id}`, shadow.maxConcurrency);
    if (leave === undefined) continue;
    state.pins.pin(generation);
    const end = (): void => {
      leave();
      state.pins.release(generation);
    };
    state.clock.after(0, () => void send({ state, generation, ingress, course }, shadow).finally(end));
  }
}

/** Never rejects: a copy that fails where nothing should fail has just failed. */
async function send(original: Original, shadow: ShadowPlan): Promise<void> {
  const { state, ingress, course } = original;
  try {
    const copy = prepare(original, shadow);
    if (copy === undefined) return;
    const ended = state.shadows.goesOut(copy);
    await copy.run().finally(ended);
  } catch (error) {
    state.observer.shadowEnded?.({
      requestId: ingress.requestId,
      route: course.route.name,
      result: 'gateway_error',
      durationMs: 0,
      error: logText(new Fault('gateway_error', 'No copy was made.'), error),
    });
  }
}

function prepare(original: Original, shadow: ShadowPlan): ShadowCopy | undefined {
  const { state, course } = original;
  if (state.shadows.stopped || contains(course, shadow.unless)) return undefined;
  const choice = choose(original, shadow);
  const hold = choice && state.spending.reserve(expenseOf(course, shadow, choice.info));
  return choice && hold && new ShadowCopy(original, choice, hold);
}

/** By the shadow's own strategy, out of those that may have the request at all. */
function choose({ state, generation, course }: Original, shadow: ShadowPlan): Choice | undefined {
  const { facts, fitness, route } = course;
  const history: AttemptHistory = {
    ...noHistory,
    noPanic: true,
    constraints: course.constraints,
    unfit(info) {
      const refusing = state.spending.refusing(expenseOf(course, shadow, info));
      return fitness.unfit(info) ?? (refusing && `budget:${refusing.name}`);
    },
  };
  return generation.router.decide(shadowRoute(route, shadow), facts, history).choice;
}

function expenseOf({ purse, asked }: Course, { budget }: ShadowPlan, info: Choice['info']): Expense {
  if (budget === undefined) return { charges: [], estimateNanoUsd: undefined };
  return { charges: chargesOf([budget], asked), estimateNanoUsd: purse.estimateNanoUsd(info) };
}
