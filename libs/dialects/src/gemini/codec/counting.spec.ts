import { geminiCounting } from './counting.js';

const call = { model: 'm', stream: false };
const contents = [{ role: 'user', parts: [{ text: 'Hi' }] }];
const systemInstruction = { parts: [{ text: 'Be terse.' }] };

describe('geminiCounting', () => {
  it.each([
    ['contents', { contents }, { contents }],
    [
      'contents of a whole request',
      { generateContentRequest: { model: 'models/x', contents } },
      { contents },
    ],
    [
      'contents with instructions',
      { generate_content_request: { contents, systemInstruction } },
      { generateContentRequest: { model: 'models/t', contents, systemInstruction } },
    ],
    [
      'a question with settings, which bear on the answer alone',
      { contents, generationConfig: { maxOutputTokens: 5 } },
      { contents },
    ],
  ])('%s', (_name, body, expected) => {
    const decoded = geminiCounting.decodeRequest(body, call);
    if (!decoded.ok) throw new Error(decoded.message);
    expect(geminiCounting.encodeRequest(decoded.value, 't')).toEqual(expected);
  });

  it.each([
    [{}, 'contents'],
    [{ generateContentRequest: { contents: [1] } }, 'generateContentRequest.contents[0]'],
  ])('names the problem of %j', (body, param) => {
    expect(geminiCounting.decodeRequest(body, call)).toMatchObject({ ok: false, param });
  });

  it('reads and writes the number', () => {
    expect(geminiCounting.decodeReply({ totalTokens: 8 })).toBe(8);
    expect(geminiCounting.decodeReply({})).toBeUndefined();
    expect(geminiCounting.encodeReply(8)).toEqual({ totalTokens: 8 });
  });
});
