import { openAiResponses } from './openai-responses.js';

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));

describe('what routing reads from a request', () => {
  it.each([
    [{}, {}],
    [
      { stream: true, max_output_tokens: 64 },
      { stream: true, maxOutputTokens: 64 },
    ],
    [{ previous_response_id: 'resp_1' }, { previousReplyId: 'resp_1' }],
    [{ conversation: 'conv_1' }, { previousReplyId: 'conv_1' }],
    [{ conversation: { id: 'conv_1' } }, { previousReplyId: 'conv_1' }],
    [{ input: [{ type: 'item_reference', id: 'msg_1' }] }, { previousReplyId: 'msg_1' }],
    [{ input: [{ role: 'user', content: 'x' }, { id: 'rs_1' }] }, { previousReplyId: 'rs_1' }],
    [{ input: [{ id: 'msg_1', role: 'user', content: 'x' }] }, {}],
    [{ store: true }, {}],
    [{ store: false }, { stored: undefined }],
    [{ previous_response_id: null, conversation: null, max_output_tokens: null, stream: null }, {}],
  ])('%j', (fields, expected) => {
    expect(openAiResponses.readRequest(bytes({ model: 'm', ...fields }))).toEqual({
      ok: true,
      request: {
        model: 'm',
        stream: false,
        stored: true,
        ...expected,
        modelAt: expect.any(Array) as unknown,
      },
    });
  });

  it('finds a reference whose key is written with escapes', () => {
    const body = Buffer.from('{"model":"m","input":[{"\\u0069d":"msg_1"}]}');
    expect(openAiResponses.readRequest(body)).toMatchObject({ request: { previousReplyId: 'msg_1' } });
  });

  it.each([
    ['[]', 'invalid_json'],
    ['{"input":"x"}', 'missing_model'],
    ['{"model":"m","stream":"yes"}', 'invalid_type'],
  ])('refuses %s', (body, code) => {
    expect(openAiResponses.readRequest(Buffer.from(body))).toMatchObject({ ok: false, code });
  });

  it('changes the model name and no other byte', () => {
    const body = Buffer.from('{ "model" : "m", "input":"x" }');
    const changed = openAiResponses.withModel(body, { model: 'm', stream: false }, 'n');
    expect(Buffer.from(changed).toString()).toBe('{ "model" : "n", "input":"x" }');
  });
});

describe('the verdict on a whole response', () => {
  const message = { type: 'message', content: [{ type: 'output_text', text: 'Hi' }] };
  it.each([
    ['completed', { id: 'r', status: 'completed', output: [message] }, { verdict: 'ok', keptAs: 'r' }],
    ['not kept', { id: 'r', store: false, status: 'completed', output: [message] }, { verdict: 'ok' }],
    [
      'cut short',
      { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
      { verdict: 'ok' },
    ],
    [
      'filtered',
      { status: 'incomplete', output: [message], incomplete_details: { reason: 'content_filter' } },
      { verdict: 'ok', filtered: true },
    ],
    ['in the background', { id: 'r', status: 'queued', output: [] }, { verdict: 'ok', keptAs: 'r' }],
    [
      'with usage',
      { status: 'completed', output: [message], usage: { input_tokens: 3, output_tokens: 2 } },
      { verdict: 'ok', usage: { input: 3, output: 2 } },
    ],
    ['of another protocol', { choices: [] }, { verdict: 'empty' }],
  ])('%s', (_name, response, reading) => {
    expect(openAiResponses.readReply(bytes(response))).toEqual(reading);
  });

  it.each([
    [
      { status: 'failed', error: { code: 'server_error', message: 'boom' } },
      { code: 'server_error', message: 'boom' },
    ],
    [{ status: 'failed', error: null }, { code: 'server_error' }],
    [{ error: { message: 'boom', code: 429 } }, { status: 429, message: 'boom' }],
  ])('%j failed', (response, failure) => {
    expect(openAiResponses.readReply(bytes(response))).toMatchObject({ verdict: 'error', failure });
  });

  it.each([
    ['', 'empty'],
    ['<html>', 'malformed'],
  ])('%j', (text, verdict) => {
    expect(openAiResponses.readReply(Buffer.from(text))).toEqual({ verdict });
  });
});
