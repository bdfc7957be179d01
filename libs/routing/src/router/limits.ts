import type { LimitsPlan, TargetPlan } from '@fairlead/policy';
import type { TargetLoadView, TrafficView } from '../load/load-view.js';
import { AT_ANY_MOMENT_MS } from './waits.js';

/** Why there is no room. */
export interface NoRoom {
  /** `concurrency:64/64`, `rpm:60/60`, `tpm:101500>100000`. */
  readonly reason: string;
  /** Undefined: this request is larger than the limit, and will be so later. */
  readonly untilMs: number | undefined;
}

type Limits = { readonly [Limit in keyof LimitsPlan]: LimitsPlan[Limit] | undefined };

/** Which limit leaves no room for one more request of so many `tokens`; undefined when there is room. */
export function noRoom(
  { inflight, minute }: TrafficView,
  { concurrency, requestsPerMinute, tokensPerMinute }: Limits,
  tokens: () => number,
  nowMs: number,
): NoRoom | undefined {
  if (concurrency !== undefined && inflight >= concurrency)
    return { reason: `concurrency:${inflight}/${concurrency}`, untilMs: AT_ANY_MOMENT_MS };
  if (requestsPerMinute !== undefined) {
    const sent = minute.requests(nowMs);
    if (sent >= requestsPerMinute) {
      const untilMs = minute.fallsToMs(requestsPerMinute - 1, 'requests', nowMs);
      return { reason: `rpm:${sent}/${requestsPerMinute}`, untilMs };
    }
  }
  if (tokensPerMinute === undefined) return undefined;
  const own = Math.ceil(tokens());
  const sum = Math.ceil(minute.tokens(nowMs)) + own;
  if (sum <= tokensPerMinute) return undefined;
  const left = tokensPerMinute - own;
  const untilMs = left < 0 ? undefined : minute.fallsToMs(left, 'tokens', nowMs);
  return { reason: `tpm:${sum}>${tokensPerMinute}`, untilMs };
}

/** The same for a target's own limits. */
export function noRoomAt(
  target: TargetPlan,
  load: TargetLoadView,
  tokens: () => number,
  nowMs: number,
): NoRoom | undefined {
  const concurrency = load.limit(target.concurrency);
  const { requestsPerMinute, tokensPerMinute } = target;
  if (concurrency === undefined && requestsPerMinute === undefined && tokensPerMinute === undefined)
    return undefined;
  const limits = { concurrency, requestsPerMinute, tokensPerMinute };
  return noRoom(load, limits, tokens, nowMs);
}
