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
  const { requestId, policy, route, choice, canary, dropped } = facts;
  const headers: HeaderMap = {
    'x-request-id': requestId,
    // The same under the name that some client libraries read.
    'request-id': requestId,
    'x-fairlead-policy': policy,
  };
  if (route !== undefined) headers['x-fairlead-route'] = route;
  headers['x-fairlead-attempts'] = String(facts.attempts);
  if (choice !== undefined) {
    headers['x-fairlead-target'] = headerText(choice.target.id);
    const { markResponse } = choice.tier;
    if (markResponse !== undefined) headers['x-fairlead-mark'] = headerText(markResponse);
    if (choice.panic) headers['x-fairlead-panic'] = '1';
  }
  if (canary !== undefined) headers['x-fairlead-canary'] = headerText(canary);
  if (facts.explain && route !== undefined) headers['x-fairlead-decision'] = requestId;
  if (dropped?.length) headers['x-fairlead-dropped'] = headerText(dropped.join(', '));
  return headers;
}

/** A policy may name a model in any script; a header may not hold it as it stands. */
function headerText(text: string): string {
  return OUTSIDE_ASCII.test(text) ? text.replace(/[^\x20-\x7e]+/g, encodeURIComponent) : text;
}

const OUTSIDE_ASCII = /[^\x20-\x7e]/;

/** Reply headers of a provider that say something to a caller; everything else stays behind. */
export function passedHeaders(reply: ReplyHeaders, dialect: Dialect): HeaderMap {
  const passed: HeaderMap = {};
  for (const name in reply) {
    const isRate = name.includes('ratelimit-') && RATE_LIMIT.test(name);
    if (isRate || OF_ANY_DIALECT.has(name) || dialect.replyHeaders.has(name)) passed[name] = reply[name]!;
  }
  return passed;
}

/** Rate limits under any vendor's prefix, and the mark of a reply that no model gave. */
const OF_ANY_DIALECT: ReadonlySet<string> = new Set(['content-type', 'x-fairlead-simulated']);
const RATE_LIMIT = /^(?:[a-z]+-)?ratelimit-.+$/;

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
