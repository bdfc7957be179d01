import type { RequestFacts } from '@fairlead/plugin-sdk';
import type { RoutePlan } from '@fairlead/policy';
import type { Choice, Router } from '@fairlead/routing';
import type { AttemptLimits } from './attempt.js';

/** The route's limits for one attempt. @param totalAt on the clock */
export function attemptLimits(
  { timeouts }: RoutePlan,
  router: Router,
  choice: Choice,
  facts: RequestFacts,
  totalAt: number,
): AttemptLimits {
  const { firstTokenMs } = timeouts;
  return {
    ...timeouts,
    firstTokenMs: firstTokenMs === 'auto' ? router.firstTokenTimeoutMs(choice, facts) : firstTokenMs,
    totalAt,
  };
}
