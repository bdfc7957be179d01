import type { FaultClass } from '@fairlead/plugin-sdk';
import { Health } from './health.js';
import type { HealthChange } from './changes.js';
import { fixedRng, ManualClock } from './testing/manual-clock.js';
import { standard } from './testing/profile.js';

function setUp() {
  const clock = new ManualClock();
  const health = new Health({ clock, rng: fixedRng() });
  const scopes = (model: string, credential = 'key1', endpoint = 'host:443') => ({
    endpoint,
    credential,
    model: `${model}@${credential}`,
  });
  health.declare('a/one', scopes('one'), standard);
  health.declare('a/two', scopes('two'), standard);
  health.declare('b/one', scopes('one', 'key2', 'other:443'), standard);
  const end = (
    id: string,
    result: 'ok' | FaultClass,
    more: { retryAfterMs?: number; uncharged?: boolean } = {},
  ) => health.admit(id, { tokens: 0 }).settle(result === 'ok' ? { result } : { result, ...more });
  const reasons = () =>
    Object.fromEntries(health.report().map(({ id, obstacle }) => [id, obstacle ?? 'available']));
  return { clock, health, end, reasons };
}

describe('whom a fault takes out', () => {
  const available = 'available';
  it.each([
    ['connect_error', 5, 'circuit:ejected', 'circuit:ejected', available],
    ['server_error', 5, 'circuit:ejected', available, available],
    ['timeout_first_token', 5, 'circuit:ejected', available, available],
    ['stream_broken', 5, 'circuit:ejected', available, available],
    ['overloaded', 9, available, available, available],
    ['overloaded', 10, 'circuit:ejected', available, available],
    ['rate_limited', 1, 'quota:until=0.5s', available, available],
    ['quota_exhausted', 1, 'config:quota_exhausted', 'config:quota_exhausted', available],
    ['auth_invalid', 1, 'config:auth_invalid', 'config:auth_invalid', available],
    ['permission_denied', 1, 'config:permission_denied', available, available],
    ['model_not_found', 1, 'config:model_not_found', available, available],
    ['bad_request', 50, available, available, available],
    ['context_length', 50, available, available, available],
    ['content_filter', 50, available, available, available],
    ['timeout_total', 50, available, available, available],
    ['cancelled', 50, available, available, available],
    ['gateway_error', 50, available, available, available],
  ] as [FaultClass, number, string, string, string][])('%s × %d', (fault, count, one, two, other) => {
    const { end, reasons } = setUp();
    for (let i = 0; i < count; i++) end('a/one', fault);
    expect(reasons()).toEqual({ 'a/one': one, 'a/two': two, 'b/one': other });
  });

  it('an uncharged failure counts nowhere', () => {
    const { end, reasons } = setUp();
    for (let i = 0; i < 50; i++) end('a/one', 'server_error', { uncharged: true });
    expect(reasons()['a/one']).toBe('available');
  });

  it.each([
    ['auth_invalid', 300_000],
    ['quota_exhausted', 300_000],
    ['model_not_found', 600_000],
  ] as [FaultClass, number][])('%s is tried again after %d ms', (fault, ms) => {
    const { clock, end, reasons } = setUp();
    end('a/one', fault);
    clock.to(ms - 1);
    expect(reasons()['a/one']).toBe(`config:${fault}`);
    clock.to(ms);
    expect(reasons()['a/one']).toBe('available');
  });
});

describe('one incident', () => {
  it('is one ejection, however many were under way', () => {
    const { clock, health } = setUp();
    const passes = Array.from({ length: 40 }, () => health.admit('a/one', { tokens: 0 }));
    for (const pass of passes) pass.settle({ result: 'server_error' });
    expect(health.standing('a/one').level).toBe(1);
    clock.to(10_000);
    expect(health.standing('a/one').circuit).toBe('probation');
  });

  it('a late success of before does not end it', () => {
    const { clock, health, end } = setUp();
    const late = health.admit('a/one', { tokens: 0 });
    for (let i = 0; i < 5; i++) end('a/one', 'server_error');
    clock.to(10_000);
    health.standing('a/one');
    late.settle({ result: 'ok' });
    end('a/one', 'ok');
    expect(health.standing('a/one').circuit).toBe('probation');
  });

  it('probation lets one request through at a time', () => {
    const { clock, health, end } = setUp();
    for (let i = 0; i < 5; i++) end('a/one', 'server_error');
    clock.to(10_000);
    expect(health.standing('a/one').obstacle).toBeUndefined();
    const first = health.admit('a/one', { tokens: 0 });
    expect(health.standing('a/one').obstacle).toEqual({ condition: 'circuit', reason: 'circuit:probation' });
    first.settle({ result: 'ok' });
    expect(health.standing('a/one').obstacle).toBeUndefined();
  });

  it('tells who went out, why and for how long, once', () => {
    const { health, end } = setUp();
    const changes: HealthChange[] = [];
    health.onChange((change) => changes.push(change));
    for (let i = 0; i < 7; i++) end('a/one', 'connect_error');
    expect(changes).toEqual([
      {
        scope: 'endpoint',
        key: 'host:443',
        targets: ['a/one', 'a/two'],
        condition: 'circuit',
        from: 'healthy',
        to: 'ejected',
        reason: 'connect_error',
        forMs: 10_000,
      },
    ]);
  });
});

describe('what is asked at every request', () => {
  it('is one shared answer while all is well', () => {
    const { health } = setUp();
    expect(health.standing('a/one')).toBe(health.standing('b/one'));
  });

  it('has less weight as its quota runs out, with nothing in the way', () => {
    const { health } = setUp();
    health.observeQuota('a/one', [{ dimension: 'tokens', limit: 1000, remaining: 75, resetInMs: 60_000 }]);
    expect(health.standing('a/one')).toEqual({
      circuit: 'healthy',
      level: 0,
      onlyCircuit: false,
      weightFactor: 0.5,
    });
  });

  it('an administrator and a missing key have the last word', () => {
    const { health, reasons } = setUp();
    health.setAdmin('a/one', 'draining');
    health.setUnconfigured('b/one', 'api_key');
    expect(reasons()).toMatchObject({ 'a/one': 'admin:draining', 'b/one': 'unconfigured:api_key' });
    expect(health.standing('b/one').onlyCircuit).toBe(false);
  });

  it('keeps what was learned when a target is declared again', () => {
    const { health, end } = setUp();
    for (let i = 0; i < 5; i++) end('a/one', 'server_error');
    health.declare('a/one', { endpoint: 'host:443', credential: 'key1', model: 'one@key1' }, standard);
    expect(health.standing('a/one').circuit).toBe('ejected');
  });
});
