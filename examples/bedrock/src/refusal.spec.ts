import type { FaultClass } from '@fairlead/plugin-sdk';
import { faultOf } from './refusal.js';

it.each<[number | undefined, string | undefined, string, FaultClass]>([
  [429, 'ThrottlingException', 'Too many requests', 'rate_limited'],
  [429, 'ModelNotReadyException', 'Try again', 'overloaded'],
  [400, 'ServiceQuotaExceededException', 'Over quota', 'rate_limited'],
  [503, 'ServiceUnavailableException:http://internal.amazon.com/', 'Busy', 'overloaded'],
  [500, 'InternalServerException', '', 'server_error'],
  [424, 'ModelErrorException', 'The model failed', 'server_error'],
  [408, 'ModelTimeoutException', '', 'timeout_first_token'],
  [403, 'AccessDeniedException', 'No access to the model', 'permission_denied'],
  [403, 'UnrecognizedClientException', 'The security token is invalid', 'auth_invalid'],
  [403, 'com.amazon.coral.service#ExpiredTokenException', 'Expired', 'auth_invalid'],
  [404, 'ResourceNotFoundException', '', 'model_not_found'],
  [400, 'ValidationException', 'The provided model identifier is invalid.', 'model_not_found'],
  [400, 'ValidationException', 'Input is too long for requested model.', 'context_length'],
  [400, 'ValidationException', 'temperature must be at most 1', 'bad_request'],
  [413, undefined, '', 'request_too_large'],
  [502, undefined, '', 'server_error'],
  [403, undefined, '', 'permission_denied'],
  [undefined, 'throttlingException', 'Slow down', 'rate_limited'],
  [undefined, 'modelStreamErrorException', 'The model failed', 'server_error'],
  [undefined, 'validationException', 'No', 'bad_request'],
  [undefined, 'somethingNew', '', 'server_error'],
])('%s %s "%s": %s', (status, exception, said, faultClass) => {
  expect(faultOf({ exception, said, ...(status !== undefined && { status }) }).faultClass).toBe(faultClass);
});

it('keeps what was said, and how long to wait', () => {
  const fault = faultOf({
    exception: 'ThrottlingException:x',
    said: 'Slow',
    status: 429,
    retryAfterMs: 2000,
  });
  expect(fault.message).toBe('Bedrock: ThrottlingException: Slow');
  expect(fault.details).toEqual({
    status: 429,
    code: 'ThrottlingException',
    said: 'Slow',
    retryAfterMs: 2000,
  });
});
