import { classify } from '@fairlead/plugin-sdk';
import { readGeminiFailure } from './failure.js';

const read = (status: number, body: unknown) =>
  readGeminiFailure(status, {}, Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));
const error = (status: string, message = 'x', details?: object[]) => ({
  error: { status, message, details },
});
const quota = (quotaId: string, quotaValue = '10') => ({ violations: [{ quotaId, quotaValue }] });

describe('readGeminiFailure, classified', () => {
  it.each([
    [400, error('INVALID_ARGUMENT'), 'bad_request'],
    [400, error('INVALID_ARGUMENT', 'x', [{ reason: 'API_KEY_INVALID' }]), 'auth_invalid'],
    [400, error('INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.'), 'auth_invalid'],
    [
      400,
      error(
        'INVALID_ARGUMENT',
        'The input token count (9) exceeds the maximum number of tokens allowed (8).',
      ),
      'context_length',
    ],
    [
      400,
      error('FAILED_PRECONDITION', 'User location is not supported for the API use.'),
      'permission_denied',
    ],
    [400, error('FAILED_PRECONDITION', 'The file is not in an ACTIVE state.'), 'bad_request'],
    [401, error('UNAUTHENTICATED'), 'auth_invalid'],
    [403, error('PERMISSION_DENIED'), 'permission_denied'],
    [403, error('PERMISSION_DENIED', 'Your API key was reported as leaked.'), 'auth_invalid'],
    [403, error('PERMISSION_DENIED', 'x', [{ reason: 'BILLING_DISABLED' }]), 'quota_exhausted'],
    [404, error('NOT_FOUND'), 'model_not_found'],
    [429, error('RESOURCE_EXHAUSTED'), 'rate_limited'],
    [429, error('RESOURCE_EXHAUSTED', 'x', [quota('RequestsPerModelPerMinute')]), 'rate_limited'],
    [429, error('RESOURCE_EXHAUSTED', 'x', [quota('RequestsPerDayPerProject')]), 'quota_exhausted'],
    [429, error('RESOURCE_EXHAUSTED', 'x', [quota('RequestsPerMinute', '0')]), 'quota_exhausted'],
    [429, error('RESOURCE_EXHAUSTED', 'Your project exceeded its monthly spending cap.'), 'quota_exhausted'],
    [500, error('INTERNAL'), 'server_error'],
    [503, error('UNAVAILABLE'), 'overloaded'],
    [504, error('DEADLINE_EXCEEDED'), 'server_error'],
    [429, [error('RESOURCE_EXHAUSTED')], 'rate_limited'],
    [404, `data: ${JSON.stringify(error('NOT_FOUND'))}\r\n\r\n`, 'model_not_found'],
    [502, '<html>', 'server_error'],
  ])('%i %j is %s', (status, body, expected) => {
    expect(classify(read(status, body))).toBe(expected);
  });
});

describe('readGeminiFailure reads how long to wait', () => {
  it.each([
    ['x', [{ retryDelay: '48s' }], 48_000],
    ['Please retry in 48.939935699s.', [{ retryDelay: '48s' }], 48_940],
    ['Please retry in 250ms.', undefined, 250],
    ['Please retry in 1m2.5s.', undefined, 62_500],
    ['x', [{ retryDelay: 'soon' }], undefined],
    ['Please retry in a while', undefined, undefined],
  ])('%j %j', (message, details, ms) => {
    expect(read(429, error('RESOURCE_EXHAUSTED', message, details)).retryAfterMs).toBe(ms);
  });
});
