import type { FaultClass } from '@fairlead/plugin-sdk';
import { Health } from './health.js';
import { fixedRng, ManualClock } from './testing/manual-clock.js';
import { standard } from './testing/profile.js';

function setUp() {
  const clock = new ManualClock();
  const health = new Health({ clock, rng: fixedRng() });
  health.declare('a/m', { endpoint: 'host:443', credential: 'key', model: 'm@key' }, standard);
  const admit = (count: number) => Array.from({ length: count }, () => health.admit('a/m', { tokens: 0 }));
  const fail = (result: FaultClass, count = 5) => {
    for (const pass of admit(count)) pass.settle({ result });
  };
  const obstacle = () => health.report()[0]!.obstacle ?? 'available';
  return { clock, health, admit, fail, obstacle };
}

describe('forty requests that meet the same end', () => {
  it.each<[FaultClass, number]>([
    ['auth_invalid', 300_000],
    ['quota_exhausted', 300_000],
    ['rate_limited', 500],
    ['server_error', 10_000],
  ])('%s: keep the target out for %d ms, like one', (result, stayMs) => {
    const { clock, admit, obstacle } = setUp();
    for (const pass of admit(40)) pass.settle({ result });
    clock.to(stayMs - 1);
    expect(obstacle()).not.toBe('available');
    clock.to(stayMs);
    expect(obstacle()).toBe('available');
  });

  it('the longest Retry-After counts', () => {
    const { clock, health, admit } = setUp();
    const [first, second] = admit(2);
    first!.settle({ result: 'rate_limited', retryAfterMs: 1000 });
    clock.to(100);
    second!.settle({ result: 'rate_limited', retryAfterMs: 5000 });
    expect(health.standing('a/m').obstacle?.untilMs).toBe(5100);
  });
});

describe('a refused key', () => {
  it('is out for longer each time it is refused again', () => {
    const { clock, fail, obstacle } = setUp();
    let now = 0;
    for (const minutes of [5, 10, 20, 40, 60, 60]) {
      fail('auth_invalid', 1);
      clock.to((now += minutes * 60_000) - 1);
      expect(obstacle()).toBe('config:auth_invalid');
      clock.to(now);
      expect(obstacle()).toBe('available');
    }
  });

  it('is not out for longer because of requests that were under way', () => {
    const { clock, admit, obstacle } = setUp();
    const [first, second] = admit(2);
    first!.settle({ result: 'auth_invalid' });
    clock.to(20_000);
    second!.settle({ result: 'auth_invalid' });
    clock.to(300_000);
    expect(obstacle()).toBe('available');
  });

  it('is not proven good by a stream that began before', () => {
    const { clock, admit, fail, obstacle } = setUp();
    const [stream] = admit(1);
    clock.to(10);
    fail('auth_invalid', 1);
    stream!.settle({ result: 'ok' });
    expect(obstacle()).toBe('config:auth_invalid');
  });

  it('is proven good by a request that was sent after its stay', () => {
    const { clock, admit, fail, obstacle } = setUp();
    fail('auth_invalid', 1);
    clock.to(300_000);
    admit(1)[0]!.settle({ result: 'ok' });
    fail('auth_invalid', 1);
    clock.to(600_000);
    expect(obstacle()).toBe('available');
  });
});

it.each<FaultClass>(['cancelled', 'gateway_error', 'gateway_no_target'])(
  '%s is no outcome of the target',
  (result) => {
    const { health, fail } = setUp();
    fail(result, 1);
    expect(health.report()[0]!.lastOutcome).toBeUndefined();
  },
);

describe('a circuit that nobody asked for a while', () => {
  it('counts the first request after its stay as one on trial', () => {
    const { clock, admit, fail, obstacle } = setUp();
    fail('server_error');
    clock.to(10_000);
    admit(1);
    expect(obstacle()).toBe('circuit:probation');
  });

  it('counts what ends after its slow start as a healthy one does', () => {
    const { clock, health, admit, fail } = setUp();
    fail('server_error');
    clock.to(10_000);
    for (let i = 0; i < 2; i++) admit(1)[0]!.settle({ result: 'ok' });
    const late = admit(2);
    clock.to(100_000);
    for (const pass of late) pass.settle({ result: 'server_error' });
    expect(health.standing('a/m').circuit).toBe('healthy');
  });

  it('is forgiven one level after an idle hour, not all', () => {
    const { clock, health, admit, fail } = setUp();
    fail('server_error');
    clock.to(10_000);
    fail('server_error', 1);
    clock.to(30_000);
    for (let i = 0; i < 2; i++) admit(1)[0]!.settle({ result: 'ok' });
    clock.to(60_000);
    health.standing('a/m');
    clock.to(3_660_000);
    for (let i = 0; i < 2; i++) admit(1)[0]!.settle({ result: 'ok' });
    expect(health.standing('a/m').level).toBe(1);
  });
});

describe('a request that was let through to an ejected target', () => {
  it.each(['ok', 'server_error', 'rate_limited'] as const)('is no trial: %s', (result) => {
    const { clock, health, admit, fail } = setUp();
    fail('server_error');
    const panicking = admit(2);
    clock.to(10_000);
    const [trial] = admit(1);
    for (const pass of panicking) pass.settle({ result });
    expect(health.standing('a/m')).toMatchObject({ circuit: 'probation', level: 1 });
    trial!.settle({ result: 'ok' });
    admit(1)[0]!.settle({ result: 'ok' });
    expect(health.standing('a/m').circuit).toBe('recovering');
  });
});

describe('two circuits of one target', () => {
  it('it is as ill as the worse of both, for as long as the longer of both', () => {
    const { clock, health, admit, fail } = setUp();
    const late = admit(5);
    fail('connect_error');
    clock.to(5000);
    for (const pass of late) pass.settle({ result: 'server_error' });
    expect(health.standing('a/m')).toMatchObject({ circuit: 'ejected', obstacle: { untilMs: 15_000 } });
  });

  it('one that is well again does not hide one that is out', () => {
    const { clock, health, admit, fail } = setUp();
    fail('server_error');
    clock.to(10_000);
    fail('server_error', 1);
    clock.to(30_000);
    for (let i = 0; i < 2; i++) admit(1)[0]!.settle({ result: 'ok' });
    clock.to(60_000);
    fail('connect_error');
    expect(health.standing('a/m')).toMatchObject({ circuit: 'ejected', level: 2 });
  });
});
