import { hash32 } from '@fairlead/plugin-sdk';
import type { AffinityPlan } from '@fairlead/policy';
import { requestKey, type Keyed } from './request-key.js';

/**
 * A hash of what keeps a request on one target: keys may hold what a caller said, and they are remembered and shown.
 * Undefined: it belongs to no other.
 */
export function affinityKey(plan: AffinityPlan | undefined, keyed: Keyed): string | undefined {
  if (plan === undefined) return undefined;
  const value = requestKey(plan.key, keyed, plan.minPromptTokens);
  if (value === undefined) return undefined;
  // 64 bits: with 100,000 keys of 32 bits, some would be shared.
  return [0, 1].map((half) => hash32(`${half} ${value}`).toString(16).padStart(8, '0')).join('');
}
