import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { BatchReader, Outbox, type Batch } from './outbox.js';

const bytes = fc.uint8Array({ maxLength: 50 });
const entries = fc.array(fc.tuple(fc.nat(9), fc.nat(), fc.option(bytes, { nil: undefined })));

describe('what crosses to another thread', () => {
  it('comes out as it went in, in one message for a turn of the event loop (seed 20261123)', async () => {
    await fc.assert(
      fc.asyncProperty(entries, async (given) => {
        const batches: Batch[] = [];
        const outbox = new Outbox((batch) => batches.push(structuredClone(batch)));
        for (const [op, id, chunk] of given) outbox.add(op, id, [chunk !== undefined], chunk);
        await turn();
        expect(batches).toHaveLength(given.length > 0 ? 1 : 0);
        const read = batches.flatMap((batch) => {
          const reader = new BatchReader(batch);
          const found: unknown[] = [];
          while (!reader.done) {
            const [op, id, has] = [reader.next<number>(), reader.next<number>(), reader.next<boolean>()];
            found.push([op, id, has ? reader.bytes() : undefined]);
          }
          return found;
        });
        expect(read).toEqual(given);
      }),
      { seed: 20261123, numRuns: 200 },
    );
  });

  it('does not wait for the end of the turn when it is much', () => {
    const sizes: number[] = [];
    const outbox = new Outbox(([, buffer]) => sizes.push(buffer.byteLength));
    const piece = new Uint8Array(200 * 1024);
    for (let i = 0; i < 3; i++) outbox.add(0, i, [], piece);
    expect(sizes).toEqual([600 * 1024]);
  });
});
