import { FieldReader } from '../../json/field-reader.js';
import { CallIds } from './call-ids.js';
import { decodeToolResult, encodeToolResult } from './tool-result.js';

const text = (value: string) => [{ kind: 'text' as const, text: value }];

describe('decodeToolResult', () => {
  it.each([
    [{ output: 'sunny' }, { content: text('sunny') }],
    [{ error: 'no such city' }, { content: text('no such city'), failed: true }],
    [{ output: '{"a":1}' }, { content: text('{"output":"{\\"a\\":1}"}') }],
    [{ output: { a: 1 } }, { content: text('{"output":{"a":1}}') }],
    [{ result: 'sunny' }, { content: text('{"result":"sunny"}') }],
    [{ output: 'a', error: 'b' }, { content: text('{"output":"a","error":"b"}') }],
    [{}, { content: text('{}') }],
  ])('%j, there and back', (response, expected) => {
    const part = decodeToolResult(new FieldReader({ name: 'f', response }), new CallIds());
    expect(part).toMatchObject({ kind: 'tool_result', name: 'f', ...expected });
    expect(encodeToolResult(part, 'f', true)).toEqual([{ functionResponse: { name: 'f', response } }]);
  });

  it('keeps images, and what only the vendor knows', () => {
    const functionResponse = {
      name: 'f',
      id: 'abc',
      response: { output: 'see' },
      parts: [{ inlineData: { mimeType: 'image/png', data: 'AA==' } }],
      willContinue: false,
    };
    const part = decodeToolResult(new FieldReader(functionResponse), new CallIds());
    expect(part.content[1]).toMatchObject({ kind: 'media', media: 'image' });
    expect(encodeToolResult(part, 'f', true)).toEqual([{ functionResponse }]);
    const { parts, ...rest } = functionResponse;
    expect(encodeToolResult(part, 'f', false)).toEqual([{ functionResponse: rest }, ...parts]);
  });
});

describe('CallIds', () => {
  it('matches results by id, else by name and order', () => {
    const ids = new CallIds();
    const [first, second] = [ids.ofCall(undefined, 'f'), ids.ofCall(undefined, 'f')];
    const third = ids.ofCall('own', 'g');
    expect(new Set([first, second, third]).size).toBe(3);
    expect(ids.ofResult('own', 'g')).toBe('own');
    expect(ids.ofResult(undefined, 'f')).toBe(first);
    expect(ids.ofResult('unknown', 'f')).toBe(second);
    expect(ids.ofResult('other', 'h')).toBe('other');
  });
});
