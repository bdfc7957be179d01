import * as does from '../../../support/behaviours/index.js';
import type { Behaviour } from '../../../support/behaviours/behaviour.js';
import { both, unary, fromA, fromB, refused, type Ending, type FaultCase } from '../fault-case.js';

const overloaded = (retryAfter: string) => (): Behaviour[] => [
  does.overloaded({ 'retry-after': retryAfter }),
  does.ok(),
];
const broken = (): Behaviour[] => [does.failStatus(500)];
const limited = (retryAfterMs: string) => (): Behaviour[] => [
  does.rateLimited({ headers: { 'retry-after-ms': retryAfterMs } }),
  does.ok(),
];
const TO_SECOND = { rules: { context_length: { to: 'second' } } };
const MAY_WAIT = { rules: { rate_limited: { wait_up_to: '2s' } } };
const waitFor = (seconds: string): Ending => ({
  status: 429,
  code: 'rate_limited',
  retry: 'true',
  retryAfter: seconds,
});

/** What a route's own limits and rules, and the caller's, make of a failure. */
export const limits: readonly FaultCase[] = [
  {
    name: 'one attempt',
    modes: both,
    failover: { max_attempts: 1 },
    a: broken,
    trail: 'a:server_error',
    ending: refused(502, 'server_error'),
  },
  {
    name: 'two attempts',
    modes: both,
    failover: { max_attempts: 2 },
    a: broken,
    trail: 'a:server_error a:server_error',
    ending: refused(502, 'server_error'),
  },
  {
    name: 'a caller on its own retry gets half of 3, rounded up',
    modes: both,
    headers: { 'x-stainless-retry-count': '1' },
    a: broken,
    trail: 'a:server_error a:server_error',
    ending: refused(502, 'server_error'),
  },
  {
    name: 'a caller on its first try gets all',
    modes: both,
    headers: { 'x-stainless-retry-count': '0' },
    a: broken,
    trail: 'a:server_error a:server_error b:ok',
    ending: fromB,
  },
  {
    name: 'no second try on the same target',
    modes: both,
    failover: { same_target_retries: 0 },
    a: broken,
    trail: 'a:server_error b:ok',
    ending: fromB,
  },
  {
    name: 'a rule that surfaces',
    modes: both,
    failover: { rules: { server_error: 'surface' } },
    a: broken,
    trail: 'a:server_error',
    ending: refused(502, 'server_error'),
  },
  {
    name: 'a rule for everything else',
    modes: both,
    failover: { rules: { any: 'surface' } },
    a: () => [does.overloaded()],
    trail: 'a:overloaded',
    ending: refused(503, 'overloaded'),
  },
  {
    name: 'a rule that takes a filtered prompt elsewhere',
    modes: both,
    failover: { rules: { content_filter: 'next_target' } },
    a: () => [does.contentFilter()],
    trail: 'a:content_filter b:ok',
    ending: fromB,
  },
  {
    name: 'a tier by rule, and its class',
    modes: both,
    tiers: 'b by rule',
    failover: TO_SECOND,
    a: () => [does.contextLength()],
    trail: 'a:context_length b:ok',
    ending: fromB,
  },
  {
    name: 'a tier by rule, and another class',
    modes: both,
    tiers: 'b by rule',
    failover: TO_SECOND,
    a: () => [does.overloaded()],
    trail: 'a:overloaded',
    ending: refused(503, 'overloaded'),
  },
  {
    name: 'a short wait when nothing else is free',
    modes: both,
    tiers: 'a alone',
    failover: MAY_WAIT,
    a: limited('50'),
    trail: 'a:rate_limited a:ok',
    ending: fromA,
  },
  {
    name: 'a wait that is too long',
    modes: both,
    tiers: 'a alone',
    failover: MAY_WAIT,
    a: limited('30000'),
    trail: 'a:rate_limited',
    ending: waitFor('30'),
  },
  {
    name: 'no wait while another is free',
    modes: both,
    failover: MAY_WAIT,
    a: limited('1000'),
    trail: 'a:rate_limited b:ok',
    ending: fromB,
  },
  {
    name: 'Retry-After in whole seconds',
    modes: both,
    a: overloaded('0'),
    trail: 'a:overloaded a:ok',
    ending: fromA,
  },
  {
    name: 'a hint that does not fit the deadline',
    modes: both,
    deadlineMs: 2500,
    a: overloaded('2'),
    trail: 'a:overloaded b:ok',
    ending: fromB,
  },
  {
    name: 'a deadline too near for a second attempt',
    modes: both,
    deadlineMs: 950,
    a: () => [does.overloaded()],
    trail: 'a:overloaded',
    ending: refused(503, 'overloaded'),
  },
  {
    name: 'the deadline of the policy, whatever the caller would wait',
    modes: both,
    timeouts: { total: '400ms' },
    deadlineMs: 60_000,
    a: () => [does.noAnswer()],
    trail: 'a:timeout_total',
    ending: refused(504, 'timeout_total'),
    aborts: 'a',
  },
  {
    name: 'a deadline that is no number',
    modes: unary,
    headers: { 'x-request-timeout-ms': 'soon' },
    a: () => [does.slowHeaders(100)],
    trail: 'a:ok',
    ending: fromA,
  },
];
