import { ChatStream } from './chat-stream.js';

const chunk = (choice: object, more: object = {}) =>
  `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', choices: [{ index: 0, ...choice }], ...more })}\n\n`;
const delta = (fields: object) => chunk({ delta: fields, finish_reason: null });
const finish = (reason: string) => chunk({ delta: {}, finish_reason: reason });

const kinds = (text: string) => new ChatStream().feed(Buffer.from(text)).map(({ kind }) => kind);

describe('ChatStream judges one event', () => {
  it.each([
    ['a comment', ': keep-alive\n\n', 'silent'],
    ['a blank line', '\n', 'silent'],
    ['a role', delta({ role: 'assistant', content: '' }), 'silent'],
    ['a role with null fields', delta({ role: 'assistant', content: null, refusal: null }), 'silent'],
    ['empty tool calls', delta({ tool_calls: [] }), 'silent'],
    ['no choices', 'data: {"choices":[]}\n\n', 'silent'],
    ['text', delta({ content: 'Hi' }), 'content'],
    ['a space', delta({ content: ' ' }), 'content'],
    ['reasoning', delta({ reasoning_content: 'hm' }), 'content'],
    ['reasoning details', delta({ content: '', reasoning_details: [{ text: 'x' }] }), 'content'],
    ['a refusal', delta({ refusal: 'no' }), 'content'],
    ['a tool call', delta({ tool_calls: [{ index: 0, function: { arguments: '' } }] }), 'content'],
    ['audio', delta({ audio: { data: 'AA==' } }), 'content'],
    ['structured content', delta({ content: [{ type: 'text', text: 'x' }] }), 'content'],
    ['a finish reason', finish('stop'), 'progress'],
    ['text with a finish reason', chunk({ delta: { content: 'x' }, finish_reason: 'stop' }), 'content'],
    ['usage', 'data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}\n\n', 'progress'],
    ['the terminator', 'data: [DONE]\n\n', 'done'],
    ['half an object', 'data: {"choices":[{"del\n\n', 'malformed'],
    ['no object', 'data: 17\n\n', 'malformed'],
    ['an error', 'data: {"error":{"message":"boom"}}\n\n', 'error'],
    ['an error as text', 'data: {"error":"boom"}\n\n', 'error'],
    ['an error by event name', 'event: error\ndata: {"message":"boom"}\n\n', 'error'],
    [
      'an error inside a choice',
      chunk({ delta: { content: '' }, error: { code: 502, message: 'x' } }),
      'error',
    ],
    ['a finish reason that is an error', finish('error'), 'error'],
  ])('%s', (_name, event, kind) => {
    expect(kinds(event)).toEqual([kind]);
  });
});

describe('ChatStream follows a stream', () => {
  const read = (...events: string[]) => {
    const stream = new ChatStream();
    stream.feed(Buffer.from(events.join('')));
    return stream;
  };

  it('is finished when every choice that began has its reason', () => {
    const second = chunk({ index: 1, delta: { content: 'b' } });
    expect(read(delta({ content: 'a' })).finished).toBe(false);
    expect(read(delta({ content: 'a' }), second, finish('stop')).finished).toBe(false);
    expect(read(delta({ content: 'a' }), finish('length')).finished).toBe(true);
  });

  it('keeps the last usage and notices a content filter', () => {
    const usage = { prompt_tokens: 10, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 4 } };
    const stream = read(
      delta({ content: 'a' }),
      finish('content_filter'),
      `data: ${JSON.stringify({ choices: [], usage })}\n\n`,
    );
    expect(stream.usage).toEqual({ input: 10, output: 5, cacheRead: 4 });
    expect(stream.filtered).toBe(true);
  });

  it('takes a status from an in-stream error where it names one', () => {
    const [event] = new ChatStream().feed(
      Buffer.from('data: {"error":{"code":429,"message":"slow down"}}\n\n'),
    );
    expect(event!.failure).toMatchObject({ status: 429, message: 'slow down' });
  });

  it.each([
    ['data: [DONE]', ['done']],
    ['data: [DONE]\n', ['done']],
    ['data: {"choi', []],
    [': ping', []],
  ])('completes the unterminated end %j', (end, expected) => {
    const stream = new ChatStream();
    stream.feed(Buffer.from(end));
    expect(stream.flush().map(({ kind }) => kind)).toEqual(expected);
  });
});
