import type { FaultClass } from '@fairlead/plugin-sdk';
import type { HealthProfile } from '@fairlead/policy';
import { Health } from './health.js';
import { fixedRng, ManualClock } from './testing/manual-clock.js';
import { standard } from './testing/profile.js';

const unprobed: HealthProfile = { ...standard, active: { ...standard.active, probe: 'none' } };

function setUp(active: Partial<HealthProfile['active']> = {}) {
  const clock = new ManualClock();
  const health = new Health({ clock, rng: fixedRng() });
  const profile = { ...standard, active: { ...standard.active, ...active } };
  const scopes = { endpoint: 'host:443', credential: 'key', model: 'm@key' };
  health.declare('a/m', scopes, profile);
  const announce = (active: HealthProfile['active'], targets = ['a/m']) =>
    health.probes.announce({ key: 'a', credential: 'key', endpoint: 'host:443', targets, active });
  announce(profile.active);
  const end = (result: 'ok' | FaultClass, count = 1) => {
    for (let i = 0; i < count; i++) health.admit('a/m', { tokens: 0 }).settle({ result } as { result: 'ok' });
  };
  /** Asks every second until `untilMs` and settles each probe with `result`; gives the times of the probes. */
  const run = (untilMs: number, result: 'ok' | FaultClass) => {
    const times: number[] = [];
    for (let at = clock.now(); at <= untilMs; at += 1000) {
      clock.to(at);
      for (const order of health.probes.due()) {
        times.push(at);
        health.probes.settle(order, { result } as { result: 'ok' });
      }
    }
    return times;
  };
  const state = () => `${health.standing('a/m').circuit} ${health.report()[0]!.obstacle ?? 'available'}`;
  return { clock, health, announce, end, run, state };
}

describe('when a probe is sent', () => {
  it('an idle target: after half an interval at first, then once an interval', () => {
    expect(setUp().run(200_000, 'ok')).toEqual([30_000, 90_000, 150_000]);
  });

  it('never while a live outcome is younger than the interval', () => {
    const { clock, end, run } = setUp();
    const times: number[] = [];
    for (let at = 0; at <= 600_000; at += 50_000) {
      clock.to(at);
      end('ok');
      times.push(...run(at + 49_000, 'ok'));
    }
    expect(times).toEqual([]);
  });

  it('always, where the profile says so', () => {
    const { end, run } = setUp({ when: ['always'], intervalMs: 10_000 });
    end('ok');
    expect(run(40_000, 'ok')).toEqual([5000, 15_000, 25_000, 35_000]);
  });

  it('an ejected target: as soon as its stay runs out', () => {
    const { end, run } = setUp();
    end('server_error', 5);
    expect(run(10_000, 'ok').at(-1)).toBe(10_000);
  });

  it('one at a time for a provider', () => {
    const { clock, health } = setUp({ when: ['always'] });
    clock.to(60_000);
    const [order] = health.probes.due();
    clock.to(600_000);
    expect(health.probes.due()).toEqual([]);
    health.probes.settle(order!, { result: 'ok' });
    clock.to(700_000);
    expect(health.probes.due()).toHaveLength(1);
  });
});

describe('where probes stop', () => {
  it.each<[string, (world: ReturnType<typeof setUp>) => void]>([
    ['a policy that wants none', ({ announce }) => announce({ ...standard.active, probe: 'none' })],
    [
      'a profile without any',
      ({ health }) =>
        health.declare('a/m', { endpoint: 'host:443', credential: 'key', model: 'm@key' }, unprobed),
    ],
  ])('%s sends none, and time alone ends a stay', (_name, stop) => {
    const world = setUp();
    world.end('server_error', 5);
    stop(world);
    expect(world.run(9999, 'ok')).toEqual([]);
    world.clock.to(10_000);
    expect(world.state()).toBe('probation available');
  });

  it('a target that is gone is not asked for, and its running probe changes nothing', () => {
    const { clock, health } = setUp();
    clock.to(30_000);
    const [order] = health.probes.due();
    health.forget('a/m');
    health.probes.settle(order!, { result: 'auth_invalid' });
    clock.to(600_000);
    expect(health.probes.due()).toEqual([]);
  });

  it('probes of idle targets alone hold back no ejected one whose provider is busy', () => {
    const { clock, health, announce, end } = setUp();
    health.declare('a/n', { endpoint: 'host:443', credential: 'key', model: 'n@key' }, standard);
    announce({ ...standard.active, when: ['idle'] }, ['a/m', 'a/n']);
    end('server_error', 5);
    clock.to(10_000);
    health.admit('a/n', { tokens: 0 }).settle({ result: 'ok' });
    expect(health.probes.due()).toEqual([]);
    expect(health.standing('a/m').circuit).toBe('probation');
  });
});

describe('what a probe may change', () => {
  it.each([
    [
      'passing ends a stay that has run out, towards probation only',
      'server_error',
      5,
      10_000,
      'ok',
      'probation available',
    ],
    [
      'passing does not shorten the stay of a failing model',
      'server_error',
      5,
      9000,
      'ok',
      'ejected circuit:ejected',
    ],
    [
      'failing at the end of a stay makes it longer',
      'server_error',
      5,
      10_000,
      'server_error',
      'ejected circuit:ejected',
    ],
    ['passing clears a refused key', 'auth_invalid', 1, 30_000, 'ok', 'healthy available'],
    [
      'a refused key is noticed before any request meets it',
      'ok',
      0,
      30_000,
      'auth_invalid',
      'healthy config:auth_invalid',
    ],
    ['a rate limit is about quota only', 'ok', 0, 30_000, 'rate_limited', 'healthy quota:until=0.5s'],
    [
      'an account without credit is noticed too',
      'ok',
      0,
      30_000,
      'quota_exhausted',
      'healthy config:quota_exhausted',
    ],
    [
      'being reached is enough, where models are not listed',
      'ok',
      0,
      600_000,
      'model_not_found',
      'healthy available',
    ],
    ['… and ends a stay that has run out', 'server_error', 5, 10_000, 'bad_request', 'probation available'],
    ['… but proves no key', 'auth_invalid', 1, 30_000, 'bad_request', 'healthy config:auth_invalid'],
    ['one failure of an idle target means nothing', 'ok', 0, 30_000, 'connect_error', 'healthy available'],
  ] as [string, 'ok' | FaultClass, number, number, 'ok' | FaultClass, string][])(
    '%s',
    (_name, fault, count, untilMs, probe, expected) => {
      const { end, run, state } = setUp();
      end(fault, count);
      run(untilMs, probe);
      expect(state()).toBe(expected);
    },
  );

  it('three failures in a row take an idle endpoint out', () => {
    const { run, state } = setUp();
    run(149_000, 'timeout_connect');
    expect(state()).toBe('healthy available');
    run(150_000, 'timeout_connect');
    expect(state()).toBe('ejected circuit:ejected');
  });

  it('they do not, while live requests get through', () => {
    const { end, run, state } = setUp({ when: ['always'] });
    for (let at = 0; at < 600_000; at += 10_000) {
      end('ok');
      run(at + 9000, 'timeout_connect');
    }
    expect(state()).toBe('healthy available');
  });

  it('a handshake proves no key, and is not hurried for one', () => {
    const { end, run, state } = setUp({ probe: 'tcp' });
    end('auth_invalid');
    expect(run(299_000, 'ok')).toEqual([90_000, 150_000, 210_000, 270_000]);
    expect(state()).toBe('healthy config:auth_invalid');
  });

  it('two passes in a row bring an unreachable endpoint back before its time', () => {
    const { end, run, state } = setUp({ intervalMs: 8000 });
    end('connect_error', 5);
    run(4000, 'ok');
    expect(state()).toBe('ejected circuit:ejected');
    run(6000, 'ok');
    expect(state()).toBe('probation available');
  });
});
