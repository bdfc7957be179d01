import type { Choice, TargetInfo } from '@fairlead/routing';
import type { Course } from '../course.js';
import type { EngineState } from '../engine-state.js';
import type { Lane } from '../lanes/lane.js';
import type { Decisions } from '../decisions.js';
import type { TrialEnd } from '../trial-end.js';
import { Continuation } from './continuation.js';

/** Who goes on with an answer that broke off, and how it is asked. */
interface SecondHalf {
  readonly choice: Choice;
  readonly lane: Lane;
}

/**
 * Best is a target of the same family that goes on from a prefill; else one that serves the same model, which may begin
 * with the same words. Undefined where there is neither, or no attempt, time or answer to go on with is left.
 */
export function secondHalf(
  { clock, amplification, inflight }: EngineState,
  decisions: Decisions,
  { route, facts, fitness, purse, deadline, history, tapped }: Course,
  end: TrialEnd & { kind: 'failed' },
): SecondHalf | undefined {
  const { choice: broken } = end;
  const continuation = new Continuation(broken, tapped!.delivered, (dialect) =>
    fitness.translationTo(dialect),
  );
  if (!continuation.possibleAfter(end)) return undefined;
  if (!deadline.allows(clock.now(), route.failover, 0)) return undefined;
  if (!amplification.extra(route.name, inflight)) return undefined;
  history.failed(broken, { step: 'next', among: 'any' }, facts.promptTokens);

  const choose = (unfit: (info: TargetInfo) => string | undefined): Choice | undefined => {
    const narrowed = history.narrowed((info) => fitness.unfit(info) ?? purse.unfit(info) ?? unfit(info));
    return decisions.decide(route, facts, narrowed).choice;
  };
  const goesOn = choose((info) => continuation.unfitToGoOn(info, fitness.lane(info).dialect));
  if (goesOn !== undefined) {
    return { choice: goesOn, lane: continuation.lane(fitness.lane(goesOn.info), 'prefill') };
  }
  const repeats = choose((info) => continuation.unfitToRepeat(info));
  if (repeats !== undefined) {
    return { choice: repeats, lane: continuation.lane(fitness.lane(repeats.info), 'splice') };
  }
  amplification.takeBack(route.name);
  return undefined;
}
