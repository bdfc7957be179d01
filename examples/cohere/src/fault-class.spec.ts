import type { FaultClass } from '@fairlead/plugin-sdk';
import { faultClassOf } from './fault-class.js';

it.each<[number, string, FaultClass | undefined]>([
  [400, 'too many tokens: total number of tokens in the prompt cannot exceed 4081', 'context_length'],
  [400, 'invalid request: message must be at least 1 token long', undefined],
  [401, 'invalid api token', undefined],
  [402, 'Please add or update your payment method', 'quota_exhausted'],
  [429, 'You are using a Trial key, which is limited to 1000 API calls / month.', 'quota_exhausted'],
  [429, 'You are using a Trial key, which is limited to 40 API calls / minute.', undefined],
  [498, 'invalid token', 'auth_invalid'],
  [499, 'request cancelled', 'server_error'],
  [500, 'internal server error', undefined],
])('%i "%s": %s', (status, message, expected) => expect(faultClassOf({ status, message })).toBe(expected));
