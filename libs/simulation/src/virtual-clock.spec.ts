import fc from 'fast-check';
import { VirtualClock } from './virtual-clock.js';

describe('virtual clock', () => {
  it('runs what is due in order of time, then of registration', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), (delays) => {
        const clock = new VirtualClock();
        const seen: number[][] = [];
        for (const [order, delay] of delays.entries())
          clock.after(delay, () => seen.push([clock.now(), order]));
        clock.advance(20);
        const expected = [...delays.entries()].map(([order, delay]) => [delay, order]);
        expected.sort(([a = 0, x = 0], [b = 0, y = 0]) => a - b || x - y);
        expect(seen).toEqual(expected);
      }),
      { seed: 1 },
    );
  });

  it('runs what a callback adds, and nothing early or cancelled', () => {
    const clock = new VirtualClock();
    const seen: string[] = [];
    clock.after(10, () => clock.after(5, () => seen.push('chained')));
    clock.after(12, () => seen.push('cancelled'))();
    clock.after(21, () => seen.push('later'));
    clock.advance(20);
    expect(seen).toEqual(['chained']);
    expect(clock.now()).toBe(20);
    clock.advance(1);
    expect(seen).toEqual(['chained', 'later']);
  });

  it('plays: what promises do after a moment comes before the next moment', async () => {
    const clock = new VirtualClock();
    const seen: string[] = [];
    const say = async (word: string): Promise<void> => {
      for (let turn = 0; turn < 50; turn++) await Promise.resolve();
      seen.push(`${word} at ${clock.now()}`);
    };
    clock.after(1, () => void say('first').then(() => clock.after(1, () => void say('second'))));
    clock.after(3, () => seen.push('third'));
    await clock.play(5);
    expect(seen).toEqual(['first at 1', 'second at 2', 'third']);
    expect(clock.now()).toBe(5);
  });

  it('keeps the calendar in step', () => {
    const clock = new VirtualClock(new Date('2026-03-01T00:00:00Z'));
    clock.advance(90_000);
    expect(clock.wall().toISOString()).toBe('2026-03-01T00:01:30.000Z');
  });
});
