import type { Decision } from './decision.js';
import type { Trail } from './trail.js';

const MIN_RETRY_AFTER_MS = 1000;
const MAX_RETRY_AFTER_MS = 60_000;

/** Nothing can take the request: when to ask again, and whether it is only quota that is missing. */
export function noTarget(trail: Trail, nowMs: number, reason: string): Decision {
  const waits = trail.surveys.map((survey) => survey.waits);
  const ends = waits.map(({ soonestMs }) => soonestMs).filter((soonestMs) => soonestMs !== undefined);
  const retryAfterMs = Math.min(MAX_RETRY_AFTER_MS, Math.max(MIN_RETRY_AFTER_MS, Math.min(...ends) - nowMs));
  return {
    choice: undefined,
    record: trail.record(reason),
    onlyQuota: waits.some(({ quota }) => quota > 0) && waits.every(({ others }) => others === 0),
    ...(ends.length > 0 && { retryAfterMs }),
  };
}
