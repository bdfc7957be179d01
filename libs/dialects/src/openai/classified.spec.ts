import { classify, retryAfterMs } from '@fairlead/plugin-sdk';
import { readOpenAiFailure } from './failure.js';

const judge = (status: number, body: unknown) =>
  classify(
    readOpenAiFailure(status, {}, Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))),
  );

describe('classify', () => {
  it.each([
    [400, { error: { message: 'bad', type: 'invalid_request_error' } }, 'bad_request'],
    [400, { error: { message: 'x', code: 'context_length_exceeded' } }, 'context_length'],
    [
      400,
      { object: 'error', message: "This model's maximum context length is 8192 tokens" },
      'context_length',
    ],
    [400, { error: { code: 'content_filter', message: 'x' } }, 'content_filter'],
    [400, { error: { code: 'unsupported_parameter', message: 'x' } }, 'unsupported_parameter'],
    [401, '', 'auth_invalid'],
    [401, { error: { code: 'invalid_api_key' } }, 'auth_invalid'],
    [402, { error: { message: 'Insufficient Balance' } }, 'quota_exhausted'],
    [403, {}, 'permission_denied'],
    [404, { error: { code: 'model_not_found' } }, 'model_not_found'],
    [404, '<html>', 'model_not_found'],
    [408, {}, 'server_error'],
    [413, {}, 'request_too_large'],
    [422, { detail: [{ msg: 'field required' }] }, 'bad_request'],
    [429, {}, 'rate_limited'],
    [429, { error: { type: 'insufficient_quota', message: 'x' } }, 'quota_exhausted'],
    [500, {}, 'server_error'],
    [500, { error: { message: 'The model is overloaded' } }, 'overloaded'],
    [502, '<html>bad gateway</html>', 'server_error'],
    [503, {}, 'overloaded'],
    [520, '', 'server_error'],
    [529, { error: { type: 'overloaded_error' } }, 'overloaded'],
    [400, { error: { type: 'billing_error' } }, 'quota_exhausted'],
    [400, { error: { message: 'Your credit balance is too low to go on.' } }, 'quota_exhausted'],
    [500, { error: { type: 'timeout_error' } }, 'server_error'],
    [400, { error: { type: 'request_too_large' } }, 'request_too_large'],
    [400, { error: { type: 'not_found_error' } }, 'model_not_found'],
    [404, { error: { type: 'not_found_error', code: 'thread_not_found' } }, 'bad_request'],
    [400, [{ error: { code: 400, message: 'wrapped in a list' } }], 'bad_request'],
  ])('%i %j is %s', (status, body, expected) => {
    expect(judge(status, body)).toBe(expected);
  });
});

describe('retryAfterMs', () => {
  it.each([
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': ' 0.5 ' }, 500],
    [{ 'retry-after': '9', 'retry-after-ms': '120' }, 120],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT', date: 'Wed, 21 Oct 2026 07:28:00 GMT' }, 30_000],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:27:00 GMT', date: 'Wed, 21 Oct 2026 07:28:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-1' }, undefined],
    [{}, undefined],
  ])('%j', (headers, ms) => {
    expect(retryAfterMs(headers as Record<string, string>)).toBe(ms);
  });
});
