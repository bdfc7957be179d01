import fc from 'fast-check';
import type { DialectDefinition, WireEvent } from '@fairlead/plugin-sdk';
import { acceptOf, openFraming } from './framing.js';

function read(
  framing: DialectDefinition['framing'],
  bytes: Uint8Array,
  cuts: readonly number[],
): WireEvent[] {
  const framed = openFraming(framing);
  const ends = [...new Set(cuts.map((cut) => cut % bytes.length))].sort((a, b) => a - b);
  const chunks = [0, ...ends].map((from, i) => bytes.subarray(from, ends[i] ?? bytes.length));
  return [...chunks.flatMap((chunk) => framed.feed(chunk)), ...framed.flush()];
}

const SSE = `: hello\n\nevent: say\ndata: {"a":"äh ⚓"}\n\ndata: [DONE]\r\n\r\ndata: {"b":\ndata: 2}\n\nevent: nothing\n\ndata: last`;
const LINES = `{"a":"äh ⚓"}\n\r\n  \nplain\n[1]\r\n{"last":true}`;

describe('how a stream falls into events', () => {
  it.each<['sse' | 'ndjson', string, WireEvent[]]>([
    [
      'sse',
      SSE,
      [
        { name: 'say', data: '{"a":"äh ⚓"}', json: { a: 'äh ⚓' } },
        { data: '[DONE]' },
        { data: '{"b":\n2}', json: { b: 2 } },
        { data: 'last' },
      ],
    ],
    [
      'ndjson',
      LINES,
      [
        { data: '{"a":"äh ⚓"}', json: { a: 'äh ⚓' } },
        { data: 'plain' },
        { data: '[1]' },
        { data: '{"last":true}', json: { last: true } },
      ],
    ],
  ])('%s, wherever its chunks end', (framing, text, events) => {
    const bytes = Buffer.from(text);
    expect(read(framing, bytes, [])).toEqual(events);
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 20 }), (cuts) =>
        expect(read(framing, bytes, cuts)).toEqual(events),
      ),
      { seed: 5 },
    );
  });

  it('is the plugin’s own for frames', () => {
    const own = () => ({ feed: (chunk: Uint8Array) => [{ name: 'frame', data: String(chunk.length) }] });
    expect(read(own, Buffer.from('abcdef'), [2])).toEqual([
      { name: 'frame', data: '2' },
      { name: 'frame', data: '4' },
    ]);
  });

  it('ends where a line has no end', () => {
    const framed = openFraming('ndjson');
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    const feed = (): void => {
      for (let i = 0; i < 17; i++) framed.feed(megabyte);
    };
    expect(feed).toThrow(/over 16 MiB/);
  });

  it.each<[DialectDefinition['framing'], string]>([
    ['sse', 'text/event-stream'],
    ['ndjson', 'application/x-ndjson'],
    [() => ({ feed: () => [] }), '*/*'],
  ])('asks for what it takes (%s)', (framing, accept) => expect(acceptOf(framing)).toBe(accept));
});
