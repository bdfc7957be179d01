import fc from 'fast-check';
import { readEvent } from './event-fields.js';
import { EventSplitter } from './event-splitter.js';

const split = (chunks: Uint8Array[]) => {
  const splitter = new EventSplitter();
  return { events: chunks.flatMap((chunk) => splitter.feed(chunk)), rest: splitter.rest() };
};
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

/** Cuts `bytes` at the given places, wherever they fall. */
const cut = (bytes: Uint8Array, places: number[]) => {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, i) => bytes.slice(at[i], end));
};

describe('EventSplitter', () => {
  it.each([
    ['data: a\n\ndata: b\n\n', ['data: a\n\n', 'data: b\n\n'], ''],
    ['data: a\r\n\r\ndata: b\r\n\r\n', ['data: a\r\n\r\n', 'data: b\r\n\r\n'], ''],
    ['data: a\r\rdata: b\r\r', ['data: a\r\r', 'data: b\r\r'], ''],
    [
      ': ping\n\ndata: a\ndata: b\n\ndata: unfinished\n',
      [': ping\n\n', 'data: a\ndata: b\n\n'],
      'data: unfinished\n',
    ],
    ['\n\ndata: a\n\n', ['\n', '\n', 'data: a\n\n'], ''],
  ])('cuts %j', (stream, events, rest) => {
    const got = split([Buffer.from(stream)]);
    expect([got.events.map(text), text(got.rest)]).toEqual([events, rest]);
  });

  it('gives the same data for any cut and any line ending, and loses no byte', () => {
    const payload = fc.string({ unit: 'grapheme' }).map((value) => JSON.stringify(value));
    const ending = fc.constantFrom('\n', '\r\n', '\r');
    fc.assert(
      fc.property(
        fc.array(payload),
        ending,
        fc.array(fc.nat(), { maxLength: 20 }),
        (payloads, eol, places) => {
          const stream = Buffer.from(payloads.map((data) => `data: ${data}${eol}${eol}`).join(''));
          const { events, rest } = split(cut(stream, places));
          expect(Buffer.concat([...events, rest]).equals(stream)).toBe(true);
          expect(events.map((event) => readEvent(event).data).filter((data) => data !== undefined)).toEqual(
            payloads,
          );
        },
      ),
    );
  });

  it('takes a large event in the smallest pieces without copying it each time', () => {
    const stream = Buffer.from(`data: ${'x'.repeat(1024 * 1024)}\n\ndata: y\n\n`);
    const splitter = new EventSplitter();
    const events: Uint8Array[] = [];
    for (let i = 0; i < stream.length; i++) events.push(...splitter.feed(stream.subarray(i, i + 1)));
    expect(events.map(({ length }) => length)).toEqual([stream.length - 9, 9]);
    expect(Buffer.concat(events).equals(stream)).toBe(true);
  });

  it('refuses an event without end', () => {
    const splitter = new EventSplitter();
    const chunk = new Uint8Array(9 * 1024 * 1024).fill(0x61);
    splitter.feed(chunk);
    expect(() => splitter.feed(chunk)).toThrow(RangeError);
  });
});

describe('readEvent', () => {
  it.each([
    ['data: {"a":1}\n\n', { data: '{"a":1}' }],
    ['data:{"a":1}\n\n', { data: '{"a":1}' }],
    ['event: error\ndata: {"a":1}\n\n', { name: 'error', data: '{"a":1}' }],
    ['data: {"a":\r\ndata: 1}\r\n\r\n', { data: '{"a":\n1}' }],
    [': comment\n\n', {}],
    ['\n', {}],
    ['\uFEFFdata: [DONE]\n\n', { data: '[DONE]' }],
    ['data: [DONE]', { data: '[DONE]' }],
    ['id: 7\nretry: 3\ndata\n\n', { data: '' }],
  ])('reads %j', (event, fields) => {
    expect(readEvent(Buffer.from(event))).toEqual(fields);
  });
});
