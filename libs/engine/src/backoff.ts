import type { Rng } from '@fairlead/plugin-sdk';
import type { FailoverPlan } from '@fairlead/policy';

/** A hint is stretched by up to a quarter, so that all who were told the same do not come back together. */
const HINT_SPREAD = 0.25;

/** Wait before the `retry`-th second try (0-based) on the same target: the provider's hint, else jittered growth. */
export function waitMs(backoff: FailoverPlan['backoff'], retry: number, rng: Rng, hintMs?: number): number {
  if (hintMs !== undefined) return hintMs * (1 + HINT_SPREAD * rng.float());
  const ceiling = Math.min(backoff.maxMs, backoff.baseMs * 2 ** retry);
  if (backoff.jitter === 'none') return ceiling;
  const floor = backoff.jitter === 'equal' ? ceiling / 2 : 0;
  return floor + (ceiling - floor) * rng.float();
}
