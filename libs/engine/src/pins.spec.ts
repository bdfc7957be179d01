import fc from 'fast-check';
import { Pins } from './pins.js';

const later = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('pins', () => {
  it('are free before anybody holds', async () => {
    await expect(new Pins().whenFree({})).resolves.toBeUndefined();
  });

  it('tell everyone who waits, once the last holder lets go', async () => {
    const pins = new Pins<object>();
    const held = {};
    const told: string[] = [];
    pins.pin(held);
    pins.pin(held);
    void pins.whenFree(held).then(() => told.push('first'));
    void pins.whenFree(held).then(() => told.push('second'));
    pins.release(held);
    await later();
    expect(told).toEqual([]);
    pins.release(held);
    await later();
    expect(told).toEqual(['first', 'second']);
  });

  it('free each thing exactly when its own holders are gone, in any order of pins and releases', async () => {
    const step = fc.record({ thing: fc.nat(2), release: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const pins = new Pins<object>();
        const things = [{}, {}, {}];
        const held = [0, 0, 0];
        for (const { thing, release } of steps) {
          if (release && held[thing]! > 0) {
            pins.release(things[thing]!);
            held[thing]!--;
          } else {
            pins.pin(things[thing]!);
            held[thing]!++;
          }
        }
        const free = [false, false, false];
        things.forEach((thing, index) => void pins.whenFree(thing).then(() => (free[index] = true)));
        await later();
        expect(free).toEqual(held.map((count) => count === 0));
        things.forEach((thing, index) => {
          for (let n = 0; n < held[index]!; n++) pins.release(thing);
        });
        await later();
        expect(free).toEqual([true, true, true]);
      }),
    );
  });
});
