import { PassThrough, Readable } from 'node:stream';
import { holdBody } from './held-body.js';

const MIB = 1024 * 1024;
const owned = (text: string): Buffer => {
  const buffer = Buffer.allocUnsafeSlow(text.length);
  buffer.write(text);
  return buffer;
};

function hold(payload: Readable, declared: number | undefined, limit = 4 * MIB): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    holdBody(payload, declared, limit, (error, body) => (body ? resolve(body) : reject(error as Error)));
  });
}

describe('a body that is held', () => {
  it.each<[string, string[], number | undefined]>([
    ['nothing', [], 0],
    ['one piece', ['abc'], 3],
    ['pieces', ['abc', 'd', 'efg'], 7],
    ['pieces of unknown length', ['abc', 'd', 'efg'], undefined],
  ])('is all of it: %s', async (_what, pieces, declared) => {
    const body = await hold(Readable.from(pieces.map(owned), { objectMode: false }), declared);
    expect(body.toString()).toBe(pieces.join(''));
  });

  it('is the piece itself where that is all, and its memory its own', async () => {
    const piece = owned('abc');
    expect(await hold(Readable.from([piece]), 3)).toBe(piece);
    const view = owned('xabc').subarray(1);
    const copied = await hold(Readable.from([view]), 3);
    expect([copied.toString(), copied.buffer.byteLength]).toEqual(['abc', 3]);
  });

  it('is one buffer of its length, however it comes', async () => {
    const pieces = Array.from({ length: 48 }, (_, n) => Buffer.alloc(MIB / 16, n));
    const body = await hold(Readable.from(pieces), 3 * MIB);
    expect([body.length, body.buffer.byteLength]).toEqual([3 * MIB, 3 * MIB]);
    expect(body.equals(Buffer.concat(pieces))).toBe(true);
  });

  it.each<[string, number, number | undefined]>([
    ['by its word', 0, 5],
    ['by what comes', 3, undefined],
  ])('is refused above the limit, %s', async (_what, pieces, declared) => {
    const payload = Readable.from(Array.from({ length: pieces }, () => owned('ab')));
    await expect(hold(payload, declared, 4)).rejects.toMatchObject({ statusCode: 413 });
    expect(payload.listenerCount('data')).toBe(0);
  });

  it('is an error of the caller where that one leaves', async () => {
    const payload = new PassThrough();
    const held = hold(payload, 10);
    payload.write('abc');
    payload.destroy(new Error('aborted'));
    await expect(held).rejects.toMatchObject({ statusCode: 400, message: 'aborted' });
  });
});
