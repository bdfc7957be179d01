import type { DialectError } from '../dialect-error.js';
import { anthropicCountTokens } from './anthropic-count-tokens.js';
import { anthropicMessages } from './anthropic-messages.js';

const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const said = (error: DialectError): unknown =>
  JSON.parse(Buffer.from(anthropicMessages.errorBody(error)).toString());
/** What a provider refused with this code. */
function surfaced(code: string): DialectError {
  const body = {
    type: 'error',
    error: { type: 'invalid_request_error', message: 'm', details: { error_code: code } },
  };
  return { message: 'm', ...anthropicMessages.readFailure(400, {}, bytes(body)) };
}
const hi = { type: 'text', text: 'Hi' };

describe('a request', () => {
  it.each([
    [
      { model: 'm', max_tokens: 7 },
      { model: 'm', stream: false, maxOutputTokens: 7 },
    ],
    [
      { model: 'm', stream: true },
      { model: 'm', stream: true },
    ],
    [
      { model: 'm', stream: null, max_tokens: 'x' },
      { model: 'm', stream: false },
    ],
  ])('%j', (body, request) => {
    expect(anthropicMessages.readRequest(bytes(body))).toEqual({
      ok: true,
      request: { ...request, modelAt: expect.any(Array) as unknown },
    });
  });

  it.each([
    ['{', 'invalid_json', undefined],
    ['[]', 'invalid_json', undefined],
    [{}, 'missing_model', 'model'],
    [{ model: 'm', stream: 1 }, 'invalid_type', 'stream'],
  ])('%j is refused', (body, code, param) => {
    expect(anthropicMessages.readRequest(bytes(body))).toMatchObject({
      ok: false,
      code,
      ...(param && { param }),
    });
  });

  it('gets another model and stays the same otherwise', () => {
    const body = bytes('{ "model" : "m", "max_tokens":1, "metadata":{"model":"m"} }');
    const renamed = anthropicMessages.withModel(body, { model: 'm', stream: false }, 'n');
    expect(Buffer.from(renamed).toString()).toBe(
      '{ "model" : "n", "max_tokens":1, "metadata":{"model":"m"} }',
    );
  });

  it('that counts tokens has no stream', () => {
    expect(anthropicCountTokens.readRequest(bytes({ model: 'm', stream: true, max_tokens: 5 }))).toEqual({
      ok: true,
      request: { model: 'm', stream: false, modelAt: expect.any(Array) as unknown },
    });
  });
});

describe('a whole message', () => {
  it.each([
    ['text', { content: [hi], stop_reason: 'end_turn' }, { verdict: 'ok' }],
    ['no text but a reason', { content: [], stop_reason: 'end_turn' }, { verdict: 'ok' }],
    ['neither', { content: [], stop_reason: null }, { verdict: 'empty' }],
    ['no bytes', '', { verdict: 'empty' }],
    ['a page', '<html></html>', { verdict: 'malformed' }],
    ['a refusal', { content: [], stop_reason: 'refusal' }, { verdict: 'ok', filtered: true }],
    [
      'usage',
      {
        content: [hi],
        usage: {
          input_tokens: 5,
          cache_read_input_tokens: 100,
          cache_creation_input_tokens: 20,
          cache_creation: { ephemeral_5m_input_tokens: 12, ephemeral_1h_input_tokens: 8 },
          output_tokens: 9,
          output_tokens_details: { thinking_tokens: 4 },
        },
      },
      {
        verdict: 'ok',
        usage: { input: 125, cacheRead: 100, cacheWrite: 20, cacheWrite1h: 8, output: 9, reasoning: 4 },
      },
    ],
    [
      'an error',
      { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
      {
        verdict: 'error',
        failure: { status: 529, type: 'overloaded_error', message: 'Overloaded', headers: {} },
      },
    ],
  ])('%s', (_name, body, reading) => {
    expect(anthropicMessages.readReply(bytes(body))).toEqual(reading);
  });
});

describe('a count of tokens', () => {
  it.each([
    [{ input_tokens: 14 }, 'ok'],
    [{ input_tokens: 0 }, 'ok'],
    [{}, 'empty'],
    ['', 'empty'],
    ['<html>', 'malformed'],
    [{ type: 'error', error: { type: 'api_error' } }, 'error'],
  ])('%j', (body, verdict) => {
    expect(anthropicCountTokens.readReply(bytes(body)).verdict).toBe(verdict);
  });
});

describe('an error of the gateway', () => {
  it.each([
    [400, 'invalid_request_error'],
    [401, 'authentication_error'],
    [402, 'billing_error'],
    [403, 'permission_error'],
    [404, 'not_found_error'],
    [413, 'request_too_large'],
    [415, 'invalid_request_error'],
    [429, 'rate_limit_error'],
    [500, 'api_error'],
    [502, 'api_error'],
    [503, 'overloaded_error'],
    [504, 'timeout_error'],
    [529, 'overloaded_error'],
  ])('%i is %s', (status, type) => {
    expect(said({ status, message: 'm' })).toEqual({ type: 'error', error: { type, message: 'm' } });
  });

  it('says what only the gateway knows beside it', () => {
    expect(
      said({
        status: 400,
        message: 'm',
        code: 'c',
        param: 'tools',
        fairlead: { request_id: 'r', route: 'x' },
      }),
    ).toEqual({
      type: 'error',
      error: { type: 'invalid_request_error', message: 'm' },
      request_id: 'r',
      fairlead: { request_id: 'r', route: 'x', code: 'c', param: 'tools' },
    });
  });

  it.each<[what: string, error: DialectError, details: object]>([
    [
      'cannot go to these targets',
      { status: 400, message: 'm', param: 'thread', code: 'invalid_value' },
      { error_code: 'thread_unsupported_request', unsupported: ['thread'] },
    ],
    [
      'is more than the provider keeps',
      surfaced('thread_unsupported_request'),
      { error_code: 'thread_unsupported_request', unsupported: ['thread'] },
    ],
    ['is gone at the provider', surfaced('thread_not_found'), { error_code: 'thread_not_found' }],
  ])('tells the official client that a thread %s', (_what, error, details) => {
    expect(said(error)).toMatchObject({ error: { message: 'm', details } });
  });

  it('has a type by its status where it comes with the word for all errors of requests', () => {
    const error = { status: 404, message: 'm', type: 'invalid_request_error', code: 'model_not_found' };
    expect(said(error)).toMatchObject({ error: { type: 'not_found_error', message: 'm' } });
  });

  it("keeps the provider's type where it is one of this dialect", () => {
    expect(said({ status: 400, message: 'm', type: 'billing_error' })).toMatchObject({
      error: { type: 'billing_error' },
    });
    expect(said({ status: 400, message: 'm', type: 'INVALID_ARGUMENT' })).toMatchObject({
      error: { type: 'invalid_request_error' },
    });
  });
});
