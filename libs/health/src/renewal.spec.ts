import type { HealthProfile } from '@fairlead/policy';
import type { HealthChange } from './changes.js';
import { Health } from './health.js';
import { fixedRng, ManualClock } from './testing/manual-clock.js';
import { standard } from './testing/profile.js';

const scopes = { endpoint: 'host:443', credential: 'key', model: 'm@key' };
const touchy: HealthProfile = { ...standard, passive: { ...standard.passive, consecutiveFailures: 2 } };

function setUp() {
  const clock = new ManualClock();
  const health = new Health({ clock, rng: fixedRng() });
  health.declare('a/m', scopes, standard);
  const fail = (count: number, id = 'a/m') => {
    for (let i = 0; i < count; i++) health.admit(id, { tokens: 0 }).settle({ result: 'connect_error' });
  };
  return { clock, health, fail };
}

describe('a target that is declared again', () => {
  it('goes by its new profile', () => {
    const { health, fail } = setUp();
    health.declare('a/m', scopes, touchy);
    fail(2);
    expect(health.standing('a/m').circuit).toBe('ejected');
  });

  it('starts a window of another length empty', () => {
    const { health, fail } = setUp();
    fail(4);
    health.declare('a/m', scopes, { ...standard, passive: { ...standard.passive, windowMs: 10_000 } });
    expect(health.report()[0]!.endpoint).toMatchObject({ consecutiveFailures: 4 });
    expect(health.report()[0]!.endpoint.failureRate).toBeUndefined();
  });

  it("keeps an administrator's word and the last outcome", () => {
    const { health, fail } = setUp();
    fail(1);
    health.setAdmin('a/m', 'draining');
    health.declare('a/m', scopes, standard);
    expect(health.report()[0]).toMatchObject({
      obstacle: 'admin:draining',
      lastOutcome: { result: 'connect_error', agoMs: 0 },
    });
  });

  it('is no longer unconfigured unless that is said again', () => {
    const { health } = setUp();
    health.setUnconfigured('a/m', 'api_key');
    health.declare('a/m', scopes, standard);
    expect(health.standing('a/m').obstacle).toBeUndefined();
  });

  it('leaves the scopes behind that it has moved from', () => {
    const { health, fail } = setUp();
    health.declare('a/n', { ...scopes, model: 'n@key' }, standard);
    health.declare('a/m', { endpoint: 'other:443', credential: 'new', model: 'm@new' }, standard);
    const changes: HealthChange[] = [];
    health.onChange((change) => changes.push(change));
    fail(5, 'a/n');
    expect(changes.map(({ targets }) => targets)).toEqual([['a/n']]);
  });
});

describe('a target that is forgotten', () => {
  it('is remembered by nothing', () => {
    const { health, fail } = setUp();
    fail(5);
    health.forget('a/m');
    expect(health.report()).toEqual([]);
    health.declare('a/m', scopes, standard);
    expect(health.standing('a/m').circuit).toBe('healthy');
  });
});

describe('what time alone changes', () => {
  it('is told when somebody notices, each step once', () => {
    const { clock, health, fail } = setUp();
    const seen: string[] = [];
    health.onChange(({ from, to }) => seen.push(`${from} → ${to}`));
    fail(5);
    clock.to(10_000);
    health.standing('a/m');
    for (let i = 0; i < 2; i++) health.admit('a/m', { tokens: 0 }).settle({ result: 'ok' });
    clock.to(40_000);
    health.standing('a/m');
    health.standing('a/m');
    expect(seen).toEqual([
      'healthy → ejected',
      'ejected → probation',
      'probation → recovering',
      'recovering → healthy',
    ]);
  });
});
