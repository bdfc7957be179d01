import { gemini } from './gemini.js';
import { GeminiStream } from './gemini-stream.js';

const event = (object: unknown, lineEnd = '\n') => `data: ${JSON.stringify(object)}${lineEnd}${lineEnd}`;
const chunk = (candidate: object, more: object = {}, lineEnd = '\n') =>
  event({ candidates: [{ index: 0, ...candidate }], ...more }, lineEnd);
const says = (...parts: object[]) => chunk({ content: { role: 'model', parts } });
const kinds = (text: string) => new GeminiStream().feed(Buffer.from(text)).map(({ kind }) => kind);

describe('GeminiStream judges one event', () => {
  it.each([
    ['a comment', ': keep-alive\n\n', 'silent'],
    ['a blank line', '\r\n', 'silent'],
    ['an empty text', says({ text: '' }), 'silent'],
    ['an empty thought', says({ text: '', thought: true }), 'silent'],
    ['no parts', chunk({ content: { role: 'model' } }), 'silent'],
    ['nothing', event({}), 'silent'],
    ['text', says({ text: 'Hi' }), 'content'],
    ['text in CRLF', chunk({ content: { parts: [{ text: 'Hi' }] } }, {}, '\r\n'), 'content'],
    ['a thought', says({ text: 'hm', thought: true }), 'content'],
    ['a signature', says({ text: '', thoughtSignature: 'c2ln' }), 'content'],
    ['a call', says({ functionCall: { name: 'f', args: {} } }), 'content'],
    ['an image', says({ inlineData: { mimeType: 'image/png', data: 'AA==' } }), 'content'],
    ['a finish reason', chunk({ finishReason: 'STOP' }), 'progress'],
    ['usage', event({ usageMetadata: { promptTokenCount: 3 } }), 'progress'],
    ['a blocked prompt', event({ promptFeedback: { blockReason: 'SAFETY' } }), 'content'],
    ['half an object', 'data: {"candidates":[{"con\n\n', 'malformed'],
    ['an error', event({ error: { code: 503, message: 'busy', status: 'UNAVAILABLE' } }), 'error'],
    ['an error in a list', event([{ error: { code: 503, message: 'busy' } }]), 'error'],
    ['an error without framing', '{"error":{"code":503,"message":"busy"}}\n\n', 'error'],
  ])('%s', (_name, text, kind) => {
    expect(kinds(text)).toEqual([kind]);
  });

  it('gives the object to a lane that translates', () => {
    const [read] = new GeminiStream().feed(Buffer.from(says({ text: 'Hi' })));
    expect(read!.json).toHaveProperty('candidates');
  });
});

describe('GeminiStream follows a stream', () => {
  const read = (...events: string[]) => {
    const stream = new GeminiStream();
    stream.feed(Buffer.from(events.join('')));
    return stream;
  };

  it('is finished when every candidate that began has its reason', () => {
    const second = chunk({ index: 1, content: { parts: [{ text: 'b' }] } });
    const stop = chunk({ finishReason: 'STOP' });
    expect(read(says({ text: 'a' })).finished).toBe(false);
    expect(read(says({ text: 'a' }), second, stop).finished).toBe(false);
    expect(read(says({ text: 'a' }), stop).finished).toBe(true);
  });

  it('is finished by a blocked prompt, which is filtered', () => {
    const stream = read(event({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }));
    expect(stream).toMatchObject({ finished: true, filtered: true });
  });

  it('keeps the last usage, and notices a cut by policy', () => {
    const stream = read(
      chunk({ content: { parts: [{ text: 'a' }] } }, { usageMetadata: { promptTokenCount: 9 } }),
      chunk(
        { finishReason: 'SAFETY' },
        { usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 2, thoughtsTokenCount: 5 } },
      ),
    );
    expect(stream.usage).toEqual({ input: 9, output: 7, reasoning: 5 });
    expect(stream.filtered).toBe(true);
  });

  it.each([
    ['{\n  "error": {"code": 429, "message": "slow"}\n}', ['error']],
    ['[{\n  "error": {"code": 429, "message": "slow"}\n}\n]', ['error']],
    ['data: {"candidates":[{"finishReason":"STOP"}]}', ['progress']],
    ['data: {"candi', []],
    ['', []],
  ])('completes the unterminated end %j', (end, expected) => {
    const stream = new GeminiStream();
    stream.feed(Buffer.from(end));
    expect(stream.flush().map(({ kind }) => kind)).toEqual(expected);
  });

  it('names the failure of an error event', () => {
    const [error] = gemini
      .openStream()
      .feed(Buffer.from(event({ error: { code: 429, message: 'slow', status: 'RESOURCE_EXHAUSTED' } })));
    expect(error!.failure).toEqual({ status: 429, type: 'RESOURCE_EXHAUSTED', message: 'slow', headers: {} });
  });
});
