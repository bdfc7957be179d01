import { FAULTS, type Fault, type FaultRule, type Rng } from '@fairlead/plugin-sdk';
import type { FailoverPlan, RuleAction } from '@fairlead/policy';
import { waitMs } from './backoff.js';

/** A provider that asks for no more than this is waited for before going elsewhere. */
const SHORT_HINT_MS = 2000;

/** What happens after a failed attempt. Limits on attempts and time are the exchange's business. */
export type NextStep =
  | { readonly step: 'same'; readonly delayMs: number; readonly budget: 'charged' | 'free' }
  | {
      readonly step: 'next';
      readonly among: 'any' | 'other_credential' | 'larger_context' | 'next_tier';
      /** Continue in the tier of this name. */
      readonly to?: string;
      /** Nothing else free: wait this long and try the same target again. */
      readonly waitIfAloneMs?: number;
    }
  | { readonly step: 'surface' };

export interface FailedAttempt {
  readonly fault: Fault;
  readonly plan: FailoverPlan;
  /** Second tries this target has had in this exchange. */
  readonly sameRetries: number;
  readonly staleRetries: number;
  readonly rng: Rng;
}

/** A kept-alive connection may be stale, and so may the next; a third is something else. */
const MAX_STALE_RETRIES = 2;

/** The fault table, with the route's own rules over it. */
export function nextStep(failed: FailedAttempt): NextStep {
  const { fault, plan } = failed;
  const rule: FaultRule = FAULTS[fault.faultClass];
  if (fault.details.staleConnection && failed.staleRetries < MAX_STALE_RETRIES) {
    return { step: 'same', delayMs: 0, budget: 'free' };
  }
  const action = plan.rules.get(fault.faultClass) ?? plan.rules.get('any');
  if (action !== undefined) return byRule(failed, action);
  // No provider states a body limit, so no target is known to take a larger one.
  if (rule.next === 'surface' || rule.next === 'larger_request') return { step: 'surface' };
  if (failed.sameRetries < plan.sameTargetRetries) {
    const delayMs = sameTargetDelay(failed, rule);
    if (delayMs !== undefined) return { step: 'same', delayMs, budget: 'charged' };
  }
  return { step: 'next', among: rule.next };
}

function sameTargetDelay(
  { fault, plan, sameRetries, rng }: FailedAttempt,
  rule: FaultRule,
): number | undefined {
  const hint = fault.details.retryAfterMs;
  if (rule.same === 'fresh_connection') return 0;
  if (rule.same === 'backoff') {
    return hint === undefined || hint <= SHORT_HINT_MS
      ? waitMs(plan.backoff, sameRetries, rng, hint)
      : undefined;
  }
  if (rule.same !== 'short_hint' || hint === undefined || hint > SHORT_HINT_MS) return undefined;
  return waitMs(plan.backoff, sameRetries, rng, hint);
}

function byRule({ fault, plan, sameRetries, rng }: FailedAttempt, action: RuleAction): NextStep {
  const hint = fault.details.retryAfterMs;
  const mayWait = action.waitUpToMs !== undefined && hint !== undefined && hint <= action.waitUpToMs;
  const wait = mayWait ? { waitIfAloneMs: waitMs(plan.backoff, sameRetries, rng, hint) } : {};
  if (action.to !== undefined) return { step: 'next', among: 'any', to: action.to, ...wait };
  if (action.then === 'surface') return { step: 'surface' };
  if (action.then === 'retry_same' && sameRetries < plan.sameTargetRetries) {
    return { step: 'same', delayMs: waitMs(plan.backoff, sameRetries, rng, hint), budget: 'charged' };
  }
  return { step: 'next', among: action.then === 'next_tier' ? 'next_tier' : 'any', ...wait };
}
