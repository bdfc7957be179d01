import fc from 'fast-check';
import { eventMessage } from '../testing/write-event-message.js';
import { readEventStream } from './read-event-stream.js';

async function* inPieces(
  bytes: Buffer,
  sizes: readonly number[] = [bytes.length],
): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length]!;
    yield new Uint8Array(bytes.subarray(at, at + size));
    at += size;
  }
}

async function read(bytes: Buffer, sizes?: readonly number[]): Promise<{ headers: object; text: string }[]> {
  const messages = [];
  for await (const { headers, payload } of readEventStream(inPieces(bytes, sizes)))
    messages.push({ headers: Object.fromEntries(headers), text: payload.toString() });
  return messages;
}

const hex = (digits: string): Buffer => Buffer.from(digits.replaceAll(' ', ''), 'hex');

/** As published with the format's description. */
const EMPTY = hex('00000010 00000000 05c248eb 7d98c8ff');
const PAYLOAD_ONLY = hex('0000001d 00000000 fd528c5a 7b27666f6f273a27626172277d c3653936');
const INT_HEADER = hex(
  '0000002d 00000010 41c424b8 0a6576656e742d7479706504 0000a00c 7b27666f6f273a27626172277d 36f480a0',
);

it.each([
  ['an empty message', EMPTY, { headers: {}, text: '' }],
  ['a payload alone', PAYLOAD_ONLY, { headers: {}, text: "{'foo':'bar'}" }],
  ['a header that is a number, and passed over', INT_HEADER, { headers: {}, text: "{'foo':'bar'}" }],
])('reads the published example of %s', async (_what, bytes, message) => {
  expect(await read(bytes)).toEqual([message]);
});

it('reads what was written, however it is cut', async () => {
  const messages = fc.array(
    fc.record({
      headers: fc.dictionary(fc.stringMatching(/^[:a-z-]{1,20}$/), fc.string()),
      text: fc.string(),
    }),
  );
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(messages, sizes, async (written, cut) => {
      const bytes = Buffer.concat(written.map(({ headers, text }) => eventMessage(headers, text)));
      expect(await read(bytes, cut)).toEqual(
        written.map(({ headers, text }) => ({ headers: { ...headers }, text })),
      );
    }),
    { seed: 5, numRuns: 100 },
  );
});

const message = eventMessage({ ':event-type': 'messageStart' }, '{"role":"assistant"}');
const damaged = (change: (bytes: Buffer) => void): Buffer => {
  const bytes = Buffer.from(message);
  change(bytes);
  return bytes;
};

it.each([
  ['a length', damaged((b) => b.writeUInt8(1, 3)), 'protocol_error', 'checksum of a prelude'],
  ['a letter', damaged((b) => b.writeUInt8(0x21, 40)), 'protocol_error', 'checksum of a message'],
  ['the end', message.subarray(0, -1), 'stream_broken', 'within a message'],
  ['all but the beginning', message.subarray(0, 3), 'stream_broken', 'within a message'],
])('says so when %s is wrong or missing', async (_what, bytes, faultClass, text) => {
  await expect(read(Buffer.concat([message, bytes]))).rejects.toMatchObject({
    faultClass,
    message: expect.stringContaining(text),
  });
});

it('does not wait for a message that is too long to be one', async () => {
  const endless = eventMessage({}, Buffer.alloc(17 * 1024 * 1024)).subarray(0, 64);
  await expect(read(endless)).rejects.toMatchObject({ faultClass: 'protocol_error' });
});
