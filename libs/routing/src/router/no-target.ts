import type { Decision } from './decision.js';
import type { Trail } from './trail.js';

const MIN_RETRY_AFTER_MS = 1000;
const MAX_RETRY_AFTER_MS = 60_000;

/** Nothing can take the request: when to ask again, and whether it is only quota that is missing. */
export function noTarget(trail: Trail, nowMs: number): Decision {
  const waits = trail.surveys.flatMap((survey) => survey.waits);
  const untils = waits.map(({ untilMs }) => untilMs).filter((untilMs) => untilMs !== undefined);
  const soonestMs = Math.min(...untils) - nowMs;
  const retryAfterMs = Math.min(MAX_RETRY_AFTER_MS, Math.max(MIN_RETRY_AFTER_MS, soonestMs));
  return {
    choice: undefined,
    record: trail.record('no_target'),
    onlyQuota: waits.length > 0 && waits.every(({ quota }) => quota),
    ...(untils.length > 0 && { retryAfterMs }),
  };
}
