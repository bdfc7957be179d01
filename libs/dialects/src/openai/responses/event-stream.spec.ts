import { ResponsesStream } from './event-stream.js';

const event = (type: string, fields: object = {}, sequence = 0) =>
  `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence, ...fields })}\n\n`;
const response = (fields: object) => ({
  response: { id: 'resp_1', created_at: 7, model: 'm', status: 'in_progress', error: null, ...fields },
});
const kinds = (text: string) => new ResponsesStream().feed(Buffer.from(text)).map(({ kind }) => kind);
const item = (fields: object) => ({ output_index: 0, item: fields });

describe('ResponsesStream judges one event', () => {
  it.each([
    ['a comment', ': keep-alive\n\n', 'silent'],
    ['a keepalive', event('keepalive'), 'silent'],
    ['created', event('response.created', response({})), 'silent'],
    ['queued', event('response.queued', response({ status: 'queued' })), 'silent'],
    ['in progress', event('response.in_progress', response({})), 'silent'],
    [
      'an empty message',
      event('response.output_item.added', item({ type: 'message', content: [] })),
      'progress',
    ],
    [
      'reasoning begins',
      event('response.output_item.added', item({ type: 'reasoning', summary: [] })),
      'progress',
    ],
    [
      'a call begins',
      event('response.output_item.added', item({ type: 'function_call', name: 'f' })),
      'content',
    ],
    ['a hosted tool', event('response.output_item.added', item({ type: 'web_search_call' })), 'content'],
    [
      'a content part',
      event('response.content_part.added', { part: { type: 'output_text', text: '' } }),
      'progress',
    ],
    ['text', event('response.output_text.delta', { delta: 'Hi' }), 'content'],
    ['an empty delta', event('response.output_text.delta', { delta: '' }), 'silent'],
    ['a refusal', event('response.refusal.delta', { delta: 'no' }), 'content'],
    ['arguments', event('response.function_call_arguments.delta', { delta: '{' }), 'content'],
    ['a custom input', event('response.custom_tool_call_input.delta', { delta: 'ls' }), 'content'],
    ['a summary', event('response.reasoning_summary_text.delta', { delta: 'hm' }), 'content'],
    ['a thought', event('response.reasoning_text.delta', { delta: 'hm' }), 'content'],
    ['a hosted tool at work', event('response.web_search_call.searching'), 'content'],
    ['whole text', event('response.output_text.done', { text: 'Hi' }), 'content'],
    ['whole text that is empty', event('response.output_text.done', { text: '' }), 'progress'],
    [
      'a whole message',
      event('response.output_item.done', item({ type: 'message', content: [{}] })),
      'content',
    ],
    [
      'sealed thoughts',
      event('response.output_item.done', item({ type: 'reasoning', encrypted_content: 'x' })),
      'content',
    ],
    ['no thoughts', event('response.output_item.done', item({ type: 'reasoning', summary: [] })), 'progress'],
    ['an event of the future', event('response.sparkle.added'), 'progress'],
    [
      'a type without an event name',
      'data: {"type":"response.output_text.delta","delta":"x"}\n\n',
      'content',
    ],
    ['a name without a type', 'event: response.output_text.delta\ndata: {"delta":"x"}\n\n', 'content'],
    ['completed', event('response.completed', response({ status: 'completed' })), 'done'],
    ['incomplete', event('response.incomplete', response({ status: 'incomplete' })), 'done'],
    ['the terminator of another protocol, too early', 'data: [DONE]\n\n', 'silent'],
    ['half an object', 'data: {"type":"resp\n\n', 'malformed'],
    ['no object', 'data: 17\n\n', 'malformed'],
    ['an object of another protocol', 'data: {"choices":[]}\n\n', 'malformed'],
    ['an error', event('error', { code: 'server_error', message: 'boom', param: null }), 'error'],
    ['an error in an object', event('error', { error: { code: 'server_error', message: 'boom' } }), 'error'],
    ['an error without type', 'data: {"error":{"message":"boom"}}\n\n', 'error'],
    ['failed', event('response.failed', response({ status: 'failed', error: { message: 'boom' } })), 'error'],
    ['completed with a failure', event('response.completed', response({ status: 'failed' })), 'error'],
  ])('%s', (_name, text, kind) => {
    expect(kinds(text)).toEqual([kind]);
  });

  it.each([
    [
      event('error', { code: 'rate_limit_exceeded', message: 'slow down' }),
      { code: 'rate_limit_exceeded', message: 'slow down' },
    ],
    [
      event('error', { error: { type: 'insufficient_quota', message: 'pay' } }),
      { type: 'insufficient_quota', message: 'pay' },
    ],
    [
      event('response.failed', response({ error: { code: 'server_error', message: 'boom' } })),
      { code: 'server_error', message: 'boom' },
    ],
    [
      event('response.failed', response({ status: 'failed' })),
      { message: 'the provider failed and gave no reason' },
    ],
  ])('reads the failure of %j', (text, failure) => {
    expect(new ResponsesStream().feed(Buffer.from(text))[0]!.failure).toMatchObject(failure);
  });
});

describe('ResponsesStream follows a stream', () => {
  const read = (...events: string[]) => {
    const stream = new ResponsesStream();
    stream.feed(Buffer.from(events.join('')));
    return stream;
  };
  const delta = event('response.output_text.delta', { delta: 'a' }, 4);
  const usage = { input_tokens: 10, input_tokens_details: { cached_tokens: 4 }, output_tokens: 5 };

  it.each([
    ['nothing', [], false],
    ['text', [delta], false],
    ['text and the terminator of another protocol', [delta, 'data: [DONE]\n\n'], false],
    ['the last event', [delta, event('response.completed', response({ status: 'completed' }))], true],
  ])('after %s', (_name, events, finished) => {
    expect(read(...events).finished).toBe(finished);
  });

  it('keeps usage and notices a content filter', () => {
    const incomplete = { status: 'incomplete', usage, incomplete_details: { reason: 'content_filter' } };
    const stream = read(delta, event('response.incomplete', response(incomplete)));
    expect(stream.usage).toEqual({ input: 10, output: 5, cacheRead: 4 });
    expect(stream.filtered).toBe(true);
  });

  it.each([
    [{}, 'resp_1'],
    [{ store: true }, 'resp_1'],
    [{ store: false }, undefined],
  ])('with %j it is kept as %s', (fields, keptAs) => {
    expect(read(event('response.created', response(fields))).keptAs).toBe(keptAs);
  });

  it.each([
    ['data: {"type":"response.completed","response":{"status":"completed"}}', ['done']],
    ['event: response.outp', []],
    [': ping', []],
  ])('completes the unterminated end %j', (end, expected) => {
    const stream = new ResponsesStream();
    stream.feed(Buffer.from(end));
    expect(stream.flush().map(({ kind }) => kind)).toEqual(expected);
  });
});

describe('the error events', () => {
  const written = (stream: ResponsesStream, error = { status: 503, message: 'gone' }) =>
    stream
      .errorEvent(error)
      .toString()
      .split('\n\n')
      .filter((text) => text !== '')
      .map((text) => {
        const [name, data] = text.split('\n');
        return { name: name!.slice('event: '.length), ...JSON.parse(data!.slice('data: '.length)) };
      });

  it('go on from the last number and the response so far', () => {
    const stream = new ResponsesStream();
    stream.feed(Buffer.from(event('response.created', response({ output: [] }), 0)));
    stream.feed(Buffer.from(event('response.output_text.delta', { delta: 'a' }, 4)));
    expect(written(stream)).toMatchObject([
      {
        name: 'error',
        type: 'error',
        sequence_number: 5,
        code: 'server_error',
        message: 'gone',
        param: null,
      },
      {
        name: 'response.failed',
        type: 'response.failed',
        sequence_number: 6,
        response: {
          id: 'resp_1',
          created_at: 7,
          model: 'm',
          status: 'failed',
          error: { code: 'server_error', message: 'gone' },
        },
      },
    ]);
  });

  it('count events that bear no number', () => {
    const stream = new ResponsesStream();
    stream.feed(Buffer.from('data: {"type":"response.created","response":{"id":"r"}}\n\n'.repeat(3)));
    expect(written(stream).map(({ sequence_number }) => sequence_number)).toEqual([3, 4]);
  });

  it('name the code of a limit', () => {
    expect(written(new ResponsesStream(), { status: 429, message: 'slow' })[0]).toMatchObject({
      code: 'rate_limit_exceeded',
    });
  });
});
