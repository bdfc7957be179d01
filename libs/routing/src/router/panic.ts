import type { RoutePlan } from '@fairlead/policy';
import { choiceOf } from './choice-of.js';
import type { AttemptHistory, Choice } from './decision.js';
import type { Found, Survey } from './survey.js';

/**
 * Nothing is available in any tier: rather than refuse, try what only its circuit keeps out, soonest due first.
 * One attempt per request and few at a time per target, so that a dead provider is asked, not hammered. Percentages
 * of a pool mean nothing with two to five targets.
 */
export function panicChoice(
  route: RoutePlan,
  history: AttemptHistory,
  surveys: readonly Survey[],
): Choice | undefined {
  const { mode, concurrencyPerTarget } = route.panic;
  if (mode !== 'best_effort' || history.noPanic === true || history.tried.size > 0) return undefined;
  let best: { readonly survey: Survey; readonly found: Found } | undefined;
  for (const survey of surveys) {
    for (const found of survey.broken()) {
      const { load, target } = found;
      const limit = Math.min(concurrencyPerTarget, load.limit(target.concurrency) ?? Infinity);
      if (load.inflight < limit && (best === undefined || sooner(found, best.found)))
        best = { survey, found };
    }
  }
  return best && choiceOf(route, best.survey, best.found, best.survey.candidate(best.found), history, true);
}

function sooner(a: Found, b: Found): boolean {
  const untilA = a.standing.obstacle?.untilMs ?? Infinity;
  const untilB = b.standing.obstacle?.untilMs ?? Infinity;
  return untilA < untilB || (untilA === untilB && a.standing.level < b.standing.level);
}
