import type { RequestFacts } from '@fairlead/plugin-sdk';
import type { RoutePlan } from '@fairlead/policy';
import type { TappedLane } from './continuation/tapped-lane.js';
import { Deadline } from './deadline.js';
import type { Fitness } from './fitness.js';
import { History } from './history.js';
import type { Ingress } from './ports.js';
import { Suspects } from './suspects.js';

/** Where an exchange stands between two attempts. */
export interface Course {
  readonly route: RoutePlan;
  readonly facts: RequestFacts;
  readonly fitness: Fitness;
  readonly deadline: Deadline;
  readonly history: History;
  readonly suspects: Suspects;
  readonly maxAttempts: number;
  sameRetries: number;
  staleRetries: number;
  /** When the first of the targets that are out of quota has some again, on the clock. */
  quotaBackAt: number | undefined;
  /** What the last attempt has said, where another target may have to go on with it. */
  tapped: TappedLane | undefined;
}

export function openCourse(
  route: RoutePlan,
  facts: RequestFacts,
  fitness: Fitness,
  { timeoutMs, clientRetry }: Ingress,
  startedAt: number,
): Course {
  const { maxAttempts } = route.failover;
  return {
    route,
    facts,
    fitness,
    deadline: new Deadline(startedAt, route, timeoutMs),
    history: new History((info) => fitness.unfit(info)),
    suspects: new Suspects(),
    // A client that is on its own retry multiplies ours.
    maxAttempts: clientRetry ? Math.ceil(maxAttempts / 2) : maxAttempts,
    sameRetries: 0,
    staleRetries: 0,
    quotaBackAt: undefined,
    tapped: undefined,
  };
}
