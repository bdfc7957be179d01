import fc from 'fast-check';
import { FieldNames, scanTopLevel } from './top-level.js';
import { splice } from './splice.js';

const bytes = (text: string) => Buffer.from(text, 'utf8');
const ASKED = new FieldNames(['model', 'stream', 'n']);
const texts = (json: string | Uint8Array) => {
  const body = typeof json === 'string' ? bytes(json) : json;
  const found = scanTopLevel(body, ASKED);
  return found
    ?.spans('model')
    .map(({ start, end }) => Buffer.from(body.subarray(start, end)).toString('utf8'));
};

describe('scanTopLevel', () => {
  it.each([
    ['{"model":"a"}', ['"a"']],
    ['  {\n\t"x" : [1,{"model":"no"}] , "model" :  "yes" }\r\n', ['"yes"']],
    ['{"model":"a\\"},{","model":"b"}', ['"a\\"},{"', '"b"']],
    ['{"mod\\u0065l":"escaped key"}', ['"escaped key"']],
    ['{"models":"no","mode":"no"}', []],
    ['{"model":-1.5e3,"y":true}', ['-1.5e3']],
    ['{"model":null}', ['null']],
    ['{"müller":"x","model":"é"}', ['"é"']],
    ['{}', []],
    ['["model","x"]', undefined],
    ['"model"', undefined],
    ['', undefined],
  ])('finds the spans in %s', (json, expected) => {
    expect(texts(json)).toEqual(expected);
  });

  it('takes the last of a field that is written twice', () => {
    const found = scanTopLevel(bytes('{"n":1,"n":[2],"stream":true}'), ASKED)!;
    expect([found.value('n'), found.value('stream'), found.value('model')]).toEqual([[2], true, undefined]);
  });

  it('goes as deep as it must', () => {
    const deep = (levels: number, last = ']') =>
      `{"x":${'['.repeat(levels)}${last.repeat(levels)},"model":"a"}`;
    expect(texts(deep(100_000))).toEqual(['"a"']);
    expect(texts(deep(100_000, '}'))).toBeUndefined();
  });

  /** Of each kind enough that mutations of it are near misses. */
  const key = fc.oneof(
    fc.constantFrom('model', 'stream', 'n', '__proto__', ''),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  );
  const long = fc
    .tuple(fc.constantFrom('a', 'é', '\\', '"', '\n', ' '), fc.integer({ min: 60, max: 300 }))
    .map(([unit, count]) => unit.repeat(count));
  const value = fc.oneof(
    { arbitrary: fc.jsonValue({ noUnicodeString: false }), weight: 3 },
    { arbitrary: long, weight: 1 },
    { arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }), weight: 1 },
  );
  const layout = fc.constantFrom(undefined, 1, '\t', '\n \r');
  /** Fields may be written twice, names and texts with escapes for any letter, numbers of any size. */
  const written = fc
    .tuple(fc.array(fc.tuple(key, value), { maxLength: 6 }), layout, fc.boolean(), fc.nat(3))
    .map(([fields, indent, escaped, spaces]) => {
      const said = fields.map(([name, of]) => {
        const plain = JSON.stringify(name);
        const quoted = escaped ? `"${escapesOf(name)}"` : plain;
        return `${quoted}${' '.repeat(spaces)}:${JSON.stringify(of, undefined, indent)}`;
      });
      return `${' '.repeat(spaces)}{${said.join(',\n')}}`;
    });

  function agree(body: Uint8Array): void {
    let parsed: unknown;
    try {
      parsed = JSON.parse(Buffer.from(body).toString('utf8'));
    } catch {
      parsed = undefined;
    }
    const found = scanTopLevel(body, ASKED);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
      expect(found).toBeUndefined();
      return;
    }
    const own = (name: string) =>
      Object.hasOwn(parsed, name) ? (parsed as Record<string, unknown>)[name] : undefined;
    for (const name of ASKED.names) expect(found!.value(name)).toEqual(own(name));
  }

  it('agrees with JSON.parse on objects however they are written', () => {
    fc.assert(
      fc.property(written, fc.nat(7), (json, offset) => {
        // Anywhere in memory: words begin elsewhere.
        agree(Buffer.concat([Buffer.alloc(offset), bytes(json)]).subarray(offset));
      }),
      { numRuns: 500 },
    );
  });

  it('agrees with JSON.parse where something is cut off, changed, doubled or put in between', () => {
    const change = fc.record({
      at: fc.nat(),
      removed: fc.integer({ min: 0, max: 3 }),
      put: fc.oneof(
        fc.constantFrom(
          '"',
          '\\',
          '\\u12',
          '{',
          '}',
          '[',
          ']',
          ',',
          ':',
          '0',
          '-',
          '.',
          'e',
          '+',
          'true',
          'nul',
        ),
        fc.constantFrom('\u0000', '\u001f', '\n', '\ufeff', '\u2028', ' ', '1e999', '01', '-', "'", '/**/'),
        fc.constant(''),
      ),
    });
    fc.assert(
      fc.property(written, fc.array(change, { minLength: 1, maxLength: 2 }), (json, changes) => {
        let text = json;
        for (const { at, removed, put } of changes) {
          const place = at % (text.length + 1);
          text = text.slice(0, place) + put + text.slice(place + removed);
        }
        agree(bytes(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with JSON.parse on bytes that are no UTF-8', () => {
    const bad = fc.uint8Array({ minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(written, fc.nat(), bad, (json, at, wrong) => {
        const body = bytes(json);
        const place = at % (body.length + 1);
        agree(Buffer.concat([body.subarray(0, place), wrong, body.subarray(place)]));
      }),
      { numRuns: 1000 },
    );
  });

  it('agrees with JSON.parse on long texts with one odd byte', () => {
    const odd = fc.constantFrom(0, 9, 10, 31, 32, 34, 92, 127, 128, 255);
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 400 }), fc.nat(), odd, fc.nat(7), (size, at, byte, offset) => {
        const body = Buffer.concat([Buffer.alloc(offset), bytes(`{"model":"${'x'.repeat(size)}"}`)]);
        body[offset + 10 + (at % size)] = byte;
        agree(body.subarray(offset));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('splice', () => {
  it('changes the ranges and nothing else', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (object, name) => {
        const json = bytes(JSON.stringify({ ...object, model: 'before' }, undefined, 2));
        const spliced = splice(json, scanTopLevel(json, ASKED)!.spans('model'), bytes(JSON.stringify(name)));
        const expected = JSON.stringify({ ...object, model: name }, undefined, 2);
        expect(Buffer.from(spliced).toString('utf8')).toBe(expected);
      }),
    );
  });
});

function escapesOf(text: string): string {
  const units = Array.from({ length: text.length }, (_, n) =>
    text.charCodeAt(n).toString(16).padStart(4, '0'),
  );
  return units.map((unit) => `\\u${unit}`).join('');
}
