import { seededRng, type FaultClass } from '@fairlead/plugin-sdk';
import { Throttle } from './throttle.js';

const A = { endpoint: 'a:443', credential: 'a' };
const B = { endpoint: 'b:443', credential: 'b' };

function setUp(seed = 1) {
  let nowMs = 0;
  const clock = { now: () => nowMs, wall: () => new Date(nowMs), after: () => () => {} };
  const throttle = new Throttle(clock, seededRng(seed));
  const meet = (domain: typeof A, result: 'ok' | FaultClass, times: number): void => {
    for (let i = 0; i < times; i++) throttle.dispatched(domain).ended(result);
  };
  /** How many of 1000 are held back; they are counted, as they come. */
  const heldOf1000 = (...domains: (typeof A)[]): number =>
    Array.from({ length: 1000 }, () => throttle.holdsBack(domains)).filter(Boolean).length;
  return { throttle, meet, heldOf1000, pass: (ms: number) => (nowMs += ms) };
}

describe('Throttle, seed 1', () => {
  it.each<[string, 'ok' | FaultClass, number]>([
    ['answers', 'ok', 1000],
    ['fails otherwise', 'server_error', 1000],
    ['has refused 20', 'overloaded', 20],
  ])('holds nothing back where a provider %s', (_, result, times) => {
    const { meet, heldOf1000 } = setUp();
    meet(A, result, times);
    expect(heldOf1000(A)).toBe(0);
  });

  it.each<FaultClass>(['overloaded', 'rate_limited'])('holds nearly all back where all is %s', (result) => {
    const { meet, heldOf1000 } = setUp();
    meet(A, result, 1000);
    const held = heldOf1000(A);
    expect(held).toBeGreaterThan(950);
    expect(held).toBeLessThan(1000);
  });

  it('sends a provider that takes one of ten about twice what it takes', () => {
    const { throttle } = setUp();
    let sent = 0;
    let accepted = 0;
    for (let ten = 0; ten < 1000; ten++) {
      let room = 1;
      for (let i = 0; i < 10; i++) {
        if (throttle.holdsBack([A])) continue;
        sent++;
        throttle.dispatched(A).ended(room > 0 ? 'ok' : 'overloaded');
        accepted += room;
        room = 0;
      }
    }
    expect(sent / accepted).toBeGreaterThan(1.9);
    expect(sent / accepted).toBeLessThan(2.2);
  });

  it('holds nothing back while one fault domain accepts', () => {
    const { meet, heldOf1000 } = setUp();
    meet(A, 'overloaded', 1000);
    expect(heldOf1000(A, B)).toBe(0);
    meet(B, 'overloaded', 1000);
    expect(heldOf1000(A, B)).toBeGreaterThan(900);
  });

  it('takes what is under way for accepted', () => {
    const { throttle, heldOf1000 } = setUp();
    for (let i = 0; i < 1000; i++) throttle.dispatched(A);
    expect(heldOf1000(A)).toBe(0);
  });

  it('forgets after two minutes', () => {
    const { meet, heldOf1000, pass } = setUp();
    meet(A, 'overloaded', 1000);
    pass(120_000);
    expect(heldOf1000(A)).toBe(0);
  });

  it('of a route that reaches nobody holds nothing back', () => {
    expect(setUp().throttle.holdsBack([])).toBe(false);
  });
});
