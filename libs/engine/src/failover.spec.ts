import { FAULT_CLASSES, Fault, type FaultClass, type FaultDetails, type Rng } from '@fairlead/plugin-sdk';
import type { FailoverPlan, RuleAction } from '@fairlead/policy';
import { nextStep, type NextStep } from './failover.js';

/** Halfway through every range, so that waits are plain numbers. */
const midway: Rng = { float: () => 0.5, fork: () => midway };

function planOf(rules: Partial<Record<FaultClass | 'any', RuleAction>>): FailoverPlan {
  return {
    maxAttempts: 3,
    maxReplayBytes: 0,
    sameTargetRetries: 1,
    retryBudget: { ratio: 0.2, minPer10s: 3 },
    backoff: { baseMs: 250, maxMs: 8000, jitter: 'full' },
    onStreamBreak: 'fail',
    rules: new Map(Object.entries(rules) as [FaultClass | 'any', RuleAction][]),
  };
}

interface Met {
  readonly details?: FaultDetails;
  readonly sameRetries?: number;
  readonly staleRetries?: number;
  readonly rules?: Partial<Record<FaultClass | 'any', RuleAction>>;
}

function stepAfter(faultClass: FaultClass, met: Met = {}): NextStep {
  const { details = {}, sameRetries = 0, staleRetries = 0, rules = {} } = met;
  const fault = new Fault(faultClass, 'it failed', details);
  return nextStep({ fault, plan: planOf(rules), sameRetries, staleRetries, rng: midway });
}

const SURFACE: NextStep = { step: 'surface' };
const ANY: NextStep = { step: 'next', among: 'any' };
const again = (delayMs: number): NextStep => ({ step: 'same', delayMs, budget: 'charged' });
const FREE: NextStep = { step: 'same', delayMs: 0, budget: 'free' };

const WITHOUT_RULES: Readonly<Record<FaultClass, NextStep>> = {
  connect_error: again(0),
  timeout_connect: ANY,
  timeout_first_token: ANY,
  timeout_idle: ANY,
  timeout_total: SURFACE,
  overloaded: ANY,
  server_error: again(125),
  protocol_error: ANY,
  empty_response: ANY,
  stream_broken: ANY,
  rate_limited: ANY,
  quota_exhausted: { step: 'next', among: 'other_credential' },
  auth_invalid: ANY,
  permission_denied: ANY,
  model_not_found: ANY,
  context_length: { step: 'next', among: 'larger_context' },
  request_too_large: SURFACE,
  content_filter: SURFACE,
  bad_request: SURFACE,
  unsupported_parameter: ANY,
  cancelled: SURFACE,
  gateway_no_target: SURFACE,
  budget_exceeded: SURFACE,
  gateway_rejected: SURFACE,
  gateway_throttled: SURFACE,
  gateway_error: SURFACE,
};

describe('nextStep without rules', () => {
  it.each(FAULT_CLASSES)('after %s', (faultClass) => {
    expect(stepAfter(faultClass)).toEqual(WITHOUT_RULES[faultClass]);
  });

  it.each(FAULT_CLASSES)('after a second %s it never stays', (faultClass) => {
    expect(stepAfter(faultClass, { sameRetries: 1 }).step).not.toBe('same');
  });

  it.each<[FaultClass, number, NextStep]>([
    ['overloaded', 0, again(0)],
    ['overloaded', 2000, again(2250)],
    ['overloaded', 2001, ANY],
    ['server_error', 2000, again(2250)],
    ['server_error', 2001, ANY],
    ['rate_limited', 100, ANY],
    ['protocol_error', 100, ANY],
  ])('after %s with a hint of %d ms', (faultClass, retryAfterMs, step) => {
    expect(stepAfter(faultClass, { details: { retryAfterMs } })).toEqual(step);
  });

  it.each<[number, number, NextStep]>([
    [0, 0, FREE],
    [0, 1, FREE],
    [1, 1, FREE],
    [0, 2, again(0)],
    [1, 2, ANY],
  ])('after a stale connection, %d retries and %d stale ones', (sameRetries, staleRetries, step) => {
    const details = { staleConnection: true };
    expect(stepAfter('connect_error', { details, sameRetries, staleRetries })).toEqual(step);
  });
});

describe('nextStep with a rule', () => {
  const actions: readonly [string, RuleAction, NextStep][] = [
    ['surface', { then: 'surface' }, SURFACE],
    ['next_target', { then: 'next_target' }, ANY],
    ['next_tier', { then: 'next_tier' }, { step: 'next', among: 'next_tier' }],
    ['retry_same', { then: 'retry_same' }, again(125)],
    ['to a tier', { then: 'next_tier', to: 'long' }, { step: 'next', among: 'any', to: 'long' }],
  ];

  it.each(actions.flatMap(([name, action, step]) => FAULT_CLASSES.map((of) => ({ name, of, action, step }))))(
    '$name, after $of',
    ({ of, action, step }) => {
      expect(stepAfter(of, { rules: { [of]: action } })).toEqual(step);
      expect(stepAfter(of, { rules: { any: action } })).toEqual(step);
    },
  );

  it('prefers the rule of the class to `any`', () => {
    const rules: Met['rules'] = { any: { then: 'next_target' }, bad_request: { then: 'surface' } };
    expect(stepAfter('bad_request', { rules })).toEqual(SURFACE);
    expect(stepAfter('content_filter', { rules })).toEqual(ANY);
  });

  it('lets a stale connection be tried again before any rule', () => {
    const details = { staleConnection: true };
    expect(stepAfter('connect_error', { details, rules: { any: { then: 'surface' } } })).toEqual(FREE);
  });

  it('goes on after the allowed second tries of retry_same', () => {
    expect(stepAfter('protocol_error', { rules: { any: { then: 'retry_same' } }, sameRetries: 1 })).toEqual(
      ANY,
    );
  });

  it.each<[number | undefined, NextStep]>([
    [undefined, ANY],
    [2000, { ...ANY, waitIfAloneMs: 2250 } as NextStep],
    [2001, ANY],
  ])('wait_up_to 2s, hint %p', (retryAfterMs, step) => {
    const details = retryAfterMs === undefined ? {} : { retryAfterMs };
    const rules: Met['rules'] = { rate_limited: { then: 'next_target', waitUpToMs: 2000 } };
    expect(stepAfter('rate_limited', { details, rules })).toEqual(step);
  });
});
