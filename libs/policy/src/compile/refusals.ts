import type { NoTargetPlan, QueuePlan, RejectPlan } from '../plan/index.js';
import type { RouteSyntax } from '../syntax/route.js';
import { BUILT_IN_REFUSALS } from './built-in.js';

interface Refusals {
  readonly queue?: QueuePlan;
  readonly onNoTarget?: NoTargetPlan;
  readonly reject?: RejectPlan;
}

/** What a route tells those it does not serve, or not at once, with its defaults filled in. */
export function compileRefusals({ queue, onNoTarget, reject }: RouteSyntax): Refusals {
  const built = BUILT_IN_REFUSALS;
  return {
    ...(queue && { queue: { ...built.queue, ...queue } }),
    ...(onNoTarget && { onNoTarget: { ...built.onNoTarget, ...onNoTarget } }),
    ...(reject && { reject: { ...built.reject, ...reject } }),
  };
}
