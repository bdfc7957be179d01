import type { Clock } from '@fairlead/plugin-sdk';
import { PluginCircuit } from './plugin-circuit.js';

/** A clock that a test moves. */
class HandClock implements Clock {
  #nowMs = 0;
  now = (): number => this.#nowMs;
  wall = (): Date => new Date(0);
  after = (): (() => void) => () => {};
  pass(ms: number): void {
    this.#nowMs += ms;
  }
}

describe('PluginCircuit', () => {
  let clock: HandClock;
  let circuit: PluginCircuit;
  beforeEach(() => {
    clock = new HandClock();
    circuit = new PluginCircuit(clock);
  });

  /** What each of so many failures of a call came to. */
  const fail = (call: string, times: number): (number | undefined)[] =>
    Array.from({ length: times }, () => circuit.failed(call, 'a slip'));

  it('opens at the fifth failure of a call in a row, and says why', () => {
    expect(fail('address', 5)).toEqual([undefined, undefined, undefined, undefined, 5000]);
    expect(circuit.out).toEqual({
      why: 'address() failed 5 times in a row, the last time with: a slip',
      forMs: 5000,
    });
  });

  it('begins to count anew when that call works', () => {
    fail('address', 4);
    circuit.passed('address');
    expect(fail('address', 4)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('does not take the success of another call for one of this', () => {
    for (let i = 0; i < 4; i++) {
      fail('address', 1);
      circuit.passed('patch');
    }
    expect(fail('address', 1)).toEqual([5000]);
  });

  it('lets calls through after its time, and stays out twice as long if the first one fails, at most a minute', () => {
    const times = [...fail('address', 5)].slice(-1);
    for (let i = 0; i < 5; i++) {
      clock.pass(times.at(-1)!);
      expect(circuit.out).toBeUndefined();
      times.push(...fail('address', 1));
    }
    expect(times).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  it('is well again after one success', () => {
    fail('address', 5);
    clock.pass(5000);
    circuit.passed('address');
    expect(fail('address', 5).at(-1)).toBe(5000);
  });
});
