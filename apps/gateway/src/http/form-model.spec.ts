import fc from 'fast-check';
import { FormModel, formBoundary } from './form-model.js';

const BOUNDARY = '----form.7(x)';
const field = (name: string, value: string, more = ''): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
const form = (...fields: string[]): string => `${fields.join('')}--${BOUNDARY}--\r\n`;
const file = field(
  'file',
  `RIFF\r\n--not the boundary\r\n\xff\x00 name="model"\r\n\r\nx`,
  '; filename="a.wav"\r\nContent-Type: audio/wav',
);

function through(
  text: string,
  model: string | undefined,
  cut: (size: number) => number,
): [string, string | undefined] {
  const finder = new FormModel(BOUNDARY, model);
  let out = '';
  for (let at = 0; at < text.length;) {
    const size = Math.max(1, cut(text.length - at));
    out += Buffer.from(finder.feed(Buffer.from(text.slice(at, at + size), 'latin1'))).toString('latin1');
    at += size;
  }
  return [out + Buffer.from(finder.rest()).toString('latin1'), finder.found];
}

describe('the model in a form', () => {
  it.each([
    ['before the file', form(field('model', 'm'), file), form(field('model', 'other/one'), file)],
    ['behind the file', form(file, field('model', 'm')), form(file, field('model', 'other/one'))],
    [
      'with headers of its own',
      form(field('model', 'm', '\r\nContent-Type: text/plain')),
      form(field('model', 'other/one', '\r\nContent-Type: text/plain')),
    ],
    [
      'beside fields of like names',
      form(field('model_x', 'q'), field('model', 'm')),
      form(field('model_x', 'q'), field('model', 'other/one')),
    ],
  ])('is replaced %s, and nothing else, however the form is cut', (_where, text, expected) => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.integer({ min: 1, max: 90 })), (sizes) => {
        expect(through(text, 'other/one', () => sizes.next().value)).toEqual([expected, 'm']);
      }),
    );
  });

  it('is only looked for where no other name is given', () => {
    const text = form(field('model', 'm'), file);
    expect(through(text, undefined, (size) => size)).toEqual([text, 'm']);
  });

  it('is unknown in a form without one, and every byte of that passes', () => {
    const text = form(file, field('prompt', 'p'.repeat(9000)));
    expect(through(text, 'other', () => 777)).toEqual([text, undefined]);
  });

  it('may be of any script', () => {
    const [text] = through(form(field('model', 'm')), 'modèle', (size) => size);
    expect(Buffer.from(text, 'latin1').toString('utf8')).toBe(form(field('model', 'modèle')));
  });
});

describe('formBoundary', () => {
  it.each([
    ['multipart/form-data; boundary=abc', 'abc'],
    ['Multipart/Form-Data; charset=utf-8; boundary="a b"', 'a b'],
    ['application/json', undefined],
    ['multipart/form-data', undefined],
    [undefined, undefined],
  ])('%s', (type, boundary) => {
    expect(formBoundary(type)).toBe(boundary);
  });
});
