import type { MatchFacts, RequestKey } from '@fairlead/policy';
import { requestKey } from './request-key.js';

const asked = {
  tenant: 'acme',
  labels: { user: 'u1', empty: '' },
  headers: { 'x-session': 's1', 'x-many': ['a', 'b'] },
} as unknown as MatchFacts;

it.each<[RequestKey, string]>([
  [{ kind: 'tenant' }, 'acme'],
  [{ kind: 'label', name: 'user' }, 'u1'],
  [{ kind: 'header', name: 'x-session' }, 's1'],
  [{ kind: 'header', name: 'x-many' }, 'a, b'],
  [{ kind: 'request' }, 'r-1'],
  [{ kind: 'label', name: 'empty' }, 'r-1'],
  [{ kind: 'label', name: 'absent' }, 'r-1'],
  [{ kind: 'header', name: 'absent' }, 'r-1'],
])('%j: %s', (key, value) => {
  expect(requestKey(key, asked, 'r-1')).toBe(value);
});
