import type { Cancel, Clock } from '@fairlead/plugin-sdk';
import { VirtualClock } from '@fairlead/simulation';
import { Watchdog, type Limit } from './watchdog.js';

/** A virtual clock that counts the timers it was asked for. */
class CountingClock implements Clock {
  timers = 0;
  readonly #clock = new VirtualClock();
  now = (): number => this.#clock.now();
  wall = (): Date => this.#clock.wall();
  advance = (durationMs: number): void => this.#clock.advance(durationMs);
  after(delayMs: number, callback: () => void): Cancel {
    this.timers++;
    return this.#clock.after(delayMs, callback);
  }
}

function watch(): { clock: CountingClock; dog: Watchdog; fired: Limit[] } {
  const clock = new CountingClock();
  const fired: Limit[] = [];
  return { clock, fired, dog: new Watchdog(clock, (limit) => fired.push(limit)) };
}

describe('Watchdog', () => {
  it.each<Limit>(['total', 'connect', 'first_token', 'idle', 'transport_idle'])(
    'fires %s at its moment, not 1 ms before, and once',
    (limit) => {
      const { clock, dog, fired } = watch();
      dog.set(limit, 1000);
      clock.advance(999);
      expect(fired).toEqual([]);
      clock.advance(1);
      expect(fired).toEqual([limit]);
      clock.advance(10_000);
      expect(fired).toEqual([limit]);
    },
  );

  it('needs no new timer when a limit moves later', () => {
    const { clock, dog, fired } = watch();
    dog.set('idle', 1000);
    for (let n = 0; n < 500; n++) {
      clock.advance(1);
      dog.set('idle', clock.now() + 1000);
    }
    expect(clock.timers).toBe(1);
    clock.advance(999);
    expect(fired).toEqual([]);
    clock.advance(1);
    expect(fired).toEqual(['idle']);
    expect(clock.timers).toBe(2);
  });

  it('does not fire 1 ms early because it happens to be awake', () => {
    const { clock, dog, fired } = watch();
    dog.set('idle', 100);
    dog.set('idle', 101);
    clock.advance(100);
    expect(fired).toEqual([]);
    clock.advance(1);
    expect(fired).toEqual(['idle']);
  });

  it('wakes up earlier when a limit moves closer', () => {
    const { clock, dog, fired } = watch();
    dog.set('total', 10_000);
    dog.set('idle', 50);
    clock.advance(50);
    expect(fired).toEqual(['idle']);
  });

  it.each<[Limit, Limit]>([
    ['total', 'connect'],
    ['connect', 'first_token'],
    ['first_token', 'idle'],
    ['idle', 'transport_idle'],
  ])('blames %s when %s is due at the same moment', (stronger, weaker) => {
    const { clock, dog, fired } = watch();
    dog.set(weaker, 100);
    dog.set(stronger, 100);
    clock.advance(100);
    expect(fired).toEqual([stronger]);
  });

  it('lets a cleared limit pass and still watches the others', () => {
    const { clock, dog, fired } = watch();
    dog.set('first_token', 100);
    dog.set('total', 200);
    dog.clear('first_token');
    clock.advance(199);
    expect(fired).toEqual([]);
    clock.advance(1);
    expect(fired).toEqual(['total']);
  });

  it('is silent once stopped, whatever is set afterwards', () => {
    const { clock, dog, fired } = watch();
    dog.set('idle', 100);
    dog.stop();
    dog.set('idle', 150);
    clock.advance(1000);
    expect(fired).toEqual([]);
    expect(clock.timers).toBe(1);
  });

  it('fires at once for a limit that has passed already', () => {
    const { clock, dog, fired } = watch();
    clock.advance(500);
    dog.set('total', 400);
    clock.advance(0);
    expect(fired).toEqual(['total']);
  });
});
