import { FAULTS, type Fault, type FaultRule, type ReplyHeaders } from '@fairlead/plugin-sdk';
import type { Dialect, DialectError } from '@fairlead/dialects';
import type { Choice } from '@fairlead/routing';
import type { AttemptReport } from './report.js';

export type HeaderMap = Record<string, string>;

/** What every answer says about how it came about. */
export function exchangeHeaders(facts: {
  readonly requestId: string;
  readonly policy: string;
  readonly route: string | undefined;
  readonly attempts: number;
  readonly choice?: Choice | undefined;
  /** Name of the canary whose side the request is on. */
  readonly canary?: string | undefined;
  /** The caller is told under which id its decision is kept. */
  readonly explain?: boolean | undefined;
  /** Fields that did not reach the target, or of its reply the caller. */
  readonly dropped?: readonly string[];
}): HeaderMap {
  return {
    'x-request-id': facts.requestId,
    // The same under the name that some client libraries read.
    'request-id': facts.requestId,
    'x-fairlead-policy': facts.policy,
    ...(facts.route !== undefined && { 'x-fairlead-route': facts.route }),
    'x-fairlead-attempts': String(facts.attempts),
    ...(facts.choice && { 'x-fairlead-target': headerText(facts.choice.target.id) }),
    ...(facts.choice?.tier.markResponse !== undefined && {
      'x-fairlead-mark': headerText(facts.choice.tier.markResponse),
    }),
    ...(facts.canary !== undefined && { 'x-fairlead-canary': headerText(facts.canary) }),
    ...(facts.explain && facts.route !== undefined && { 'x-fairlead-decision': facts.requestId }),
    ...(facts.choice?.panic && { 'x-fairlead-panic': '1' }),
    ...(facts.dropped?.length && { 'x-fairlead-dropped': headerText(facts.dropped.join(', ')) }),
  };
}

/** A policy may name a model in any script; a header may not hold it as it stands. */
function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, encodeURIComponent);
}

/** Reply headers of a provider that say something to a caller; everything else stays behind. */
export function passedHeaders(reply: ReplyHeaders, dialect: Dialect): HeaderMap {
  const passed: HeaderMap = {};
  for (const name in reply) {
    if (dialect.replyHeaders.has(name) || OF_ANY_DIALECT.test(name)) passed[name] = reply[name]!;
  }
  return passed;
}

/** Rate limits under any vendor's prefix, and the mark of a reply that no model gave. */
const OF_ANY_DIALECT = /^(?:content-type|x-fairlead-simulated|(?:[a-z]+-)?ratelimit-.+)$/;

/** Stream headers that keep intermediaries from holding events back. */
export const STREAM_HEADERS: Readonly<HeaderMap> = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache',
  'x-accel-buffering': 'no',
};

/** A fault in the caller's terms: the provider's own words where it judged the request, ours everywhere else. */
export function faultError(
  fault: Fault,
  context: { requestId: string; route: string | undefined; attempts: readonly AttemptReport[] },
): DialectError {
  const { status: theirs, code, type, param } = fault.details;
  const rule: FaultRule = FAULTS[fault.faultClass];
  const judged = theirs !== undefined && theirs >= 400 && theirs < 500 && judgesRequest(rule);
  return {
    status: judged ? theirs : rule.status,
    message: judged && fault.details.said !== undefined ? fault.details.said : fault.message,
    ...(judged && type !== undefined && { type }),
    ...(judged && param !== undefined && { param }),
    code: judged && code !== undefined ? code : fault.faultClass,
    fairlead: {
      request_id: context.requestId,
      ...(context.route !== undefined && { route: context.route }),
      attempts: context.attempts.map(({ target, result, status, durationMs }) => ({
        target,
        class: result,
        ...(status !== undefined && { status }),
        ms: Math.round(durationMs),
      })),
    },
  };
}

/** A 4xx that lasts (a key, a credit, a limit, a model's name) is about us and the provider, not about the request. */
function judgesRequest(rule: FaultRule): boolean {
  return rule.status >= 400 && rule.status < 500 && rule.sets === undefined;
}

/** Tells well-behaved clients whether their own retry can help. */
export function retryHeaders(fault: Fault, worthRetrying: boolean): HeaderMap {
  const waitMs = fault.details.retryAfterMs;
  return {
    'x-should-retry': worthRetrying ? 'true' : 'false',
    ...(waitMs !== undefined && { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))) }),
  };
}
