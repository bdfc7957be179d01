import { MessageStream } from './message-stream.js';

const event = (json: { type: string; [key: string]: unknown }) =>
  `event: ${json.type}\ndata: ${JSON.stringify(json)}\n\n`;
const start = (usage: object) => event({ type: 'message_start', message: { id: 'msg_1', usage } });
const block = (content_block: object) => event({ type: 'content_block_start', index: 0, content_block });
const delta = (of: object) => event({ type: 'content_block_delta', index: 0, delta: of });
const end = (stop_reason: string | null, usage?: object) =>
  event({ type: 'message_delta', delta: { stop_reason }, ...(usage && { usage }) });

const read = (...texts: string[]) => {
  const stream = new MessageStream();
  const events = [...stream.feed(Buffer.from(texts.join(''))), ...stream.flush()];
  return { stream, events, kinds: events.map(({ kind }) => kind) };
};

describe('MessageStream', () => {
  it.each([
    ['the head of a message', start({}), 'silent'],
    ['a ping', event({ type: 'ping' }), 'silent'],
    ['a comment', ': hold on\n\n', 'silent'],
    ['an event of a later version', event({ type: 'message_pause', text: 'x' }), 'silent'],
    ['a text that begins', block({ type: 'text', text: '' }), 'silent'],
    ['a text that is there at once', block({ type: 'text', text: 'a' }), 'content'],
    ['a thought that begins', block({ type: 'thinking', thinking: '', signature: '' }), 'silent'],
    ['a sealed thought', block({ type: 'redacted_thinking', data: 'x' }), 'content'],
    ['a call that begins', block({ type: 'tool_use', id: 'a', name: 'f', input: {} }), 'progress'],
    ['a call with its input', block({ type: 'tool_use', id: 'a', name: 'f', input: { a: 1 } }), 'content'],
    ['a result', block({ type: 'web_search_tool_result', tool_use_id: 'a', content: [{}] }), 'content'],
    ['text', delta({ type: 'text_delta', text: 'a' }), 'content'],
    ['empty text', delta({ type: 'text_delta', text: '' }), 'silent'],
    ['thoughts', delta({ type: 'thinking_delta', thinking: 'a' }), 'content'],
    ['an empty input', delta({ type: 'input_json_delta', partial_json: '' }), 'silent'],
    ['an input', delta({ type: 'input_json_delta', partial_json: '{' }), 'content'],
    ['a signature', delta({ type: 'signature_delta', signature: 'a' }), 'content'],
    ['a source', delta({ type: 'citations_delta', citation: { url: 'u' } }), 'content'],
    ['the end of a block', event({ type: 'content_block_stop', index: 0 }), 'silent'],
    ['a reason', end('end_turn'), 'progress'],
    ['usage without a reason', end(null, { output_tokens: 1 }), 'progress'],
    ['the end', event({ type: 'message_stop' }), 'done'],
    ['something else', 'data: {"type":\n\n', 'malformed'],
  ])('%s', (_name, text, kind) => {
    expect(read(text).kinds).toEqual([kind]);
  });

  it('has finished with the reason, whether or not the last event came', () => {
    expect(read(start({}), delta({ type: 'text_delta', text: 'a' })).stream.finished).toBe(false);
    expect(read(start({}), event({ type: 'message_stop' })).stream.finished).toBe(false);
    expect(read(start({}), end('end_turn')).stream.finished).toBe(true);
  });

  it('knows a refusal', () => {
    expect(read(end('refusal')).stream.filtered).toBe(true);
    expect(read(end('end_turn')).stream.filtered).toBe(false);
  });

  it('takes the totals of the last event over those of the first', () => {
    const first = { input_tokens: 43, cache_read_input_tokens: 7, output_tokens: 1 };
    const kept = { cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 4 } };
    expect(read(start(first)).stream.usage).toEqual({ input: 50, cacheRead: 7, output: 1 });
    const last = { input_tokens: 61, cache_creation_input_tokens: 4, cache_read_input_tokens: null };
    const { stream } = read(start({ ...first, ...kept }), end('end_turn', { ...last, output_tokens: 2 }));
    expect(stream.usage).toEqual({ input: 72, cacheRead: 7, cacheWrite: 4, cacheWrite1h: 4, output: 2 });
    expect(read(event({ type: 'ping' })).stream.usage).toBeUndefined();
  });

  it.each([
    ['overloaded_error', 529],
    ['rate_limit_error', 429],
    ['invalid_request_error', 400],
    ['api_error', 500],
    ['something_new', 500],
  ])('reads the error %s', (type, status) => {
    const { events } = read(event({ type: 'error', error: { type, message: 'm' } }));
    expect(events).toMatchObject([{ kind: 'error', failure: { status, type, message: 'm' } }]);
  });

  it('knows an error by the name of its event alone', () => {
    expect(read('event: error\ndata: {"message":"m"}\n\n').events).toMatchObject([
      { kind: 'error', failure: { message: 'm', status: 500 } },
    ]);
  });

  it('completes what lacks its last blank line, and leaves half an event alone', () => {
    expect(read('event: message_stop\ndata: {"type":"message_stop"}').kinds).toEqual(['done']);
    expect(read('event: content_block_delta\ndata: {"type":"content_bl').kinds).toEqual([]);
  });

  it('says an error as an event', () => {
    const text = Buffer.from(new MessageStream().errorEvent({ status: 502, message: 'gone' })).toString();
    expect(text).toBe(
      'event: error\ndata: {"type":"error","error":{"type":"api_error","message":"gone"}}\n\n',
    );
  });
});
