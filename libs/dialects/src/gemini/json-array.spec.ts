import { JsonArrayFraming } from './json-array.js';

const text = (...pieces: Uint8Array[]) => Buffer.concat(pieces).toString();

describe('JsonArrayFraming', () => {
  it.each([
    ['nothing', [], []],
    ['one object', ['{"a":1}'], [{ a: 1 }]],
    ['two objects', ['{"a":1}', '{"a":2}'], [{ a: 1 }, { a: 2 }]],
  ])('%s', (_name, events, expected) => {
    const framing = new JsonArrayFraming();
    const pieces = events.map((event) => framing.event(event));
    expect(JSON.parse(text(...pieces, framing.end()))).toEqual(expected);
  });

  it.each([[[]], [['{"a":1}']]])('ends with an error behind %j', (events) => {
    const framing = new JsonArrayFraming();
    const pieces = events.map((event) => framing.event(event));
    const whole = text(...pieces, framing.error({ status: 502, message: 'broken' }), framing.end());
    expect(JSON.parse(whole).at(-1)).toEqual({
      error: { code: 502, message: 'broken', status: 'UNAVAILABLE' },
    });
  });
});
