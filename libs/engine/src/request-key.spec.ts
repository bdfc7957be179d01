import type { Conversation } from '@fairlead/dialects';
import type { MatchFacts, RequestKey } from '@fairlead/policy';
import { affinityKey } from './affinity-key.js';
import { requestKey, type Keyed } from './request-key.js';

const asked = {
  tenant: 'acme',
  promptTokens: 1000,
  labels: { user: 'u1', empty: '' },
  headers: { 'x-session': 's1', 'x-many': ['a', 'b'] },
} as unknown as MatchFacts;

const said: Conversation = {
  model: 'm',
  stream: false,
  messages: [{ role: 'user', parts: [{ kind: 'text', text: 'hello' }] }],
};
const prefix = '[[],[{"role":"user","parts":[{"kind":"text","text":"hello"}]}]]';
const labelled = { ...asked, labels: { conversation: 'c1' } };

it.each<[RequestKey, string | undefined, MatchFacts?, Conversation?]>([
  [{ kind: 'tenant' }, 'acme'],
  [{ kind: 'label', name: 'user' }, 'u1'],
  [{ kind: 'header', name: 'x-session' }, 's1'],
  [{ kind: 'header', name: 'x-many' }, 'a, b'],
  [{ kind: 'request' }, undefined],
  [{ kind: 'label', name: 'empty' }, undefined],
  [{ kind: 'label', name: 'absent' }, undefined],
  [{ kind: 'header', name: 'absent' }, undefined],
  [{ kind: 'prompt_prefix' }, prefix],
  [{ kind: 'prompt_prefix' }, undefined, { ...asked, promptTokens: 999 }],
  [{ kind: 'conversation' }, prefix],
  [{ kind: 'conversation' }, 'k1', asked, { ...said, cacheKey: 'k1' }],
  [{ kind: 'conversation' }, 'c1', labelled, { ...said, cacheKey: 'k1' }],
])('%j: %s', (key, value, of = asked, conversation = said) => {
  expect(requestKey(key, { asked: of, conversation: () => conversation }, 1000)).toBe(value);
});

it('what is not understood has no prefix', () => {
  const keyed = { asked, conversation: () => undefined };
  expect(requestKey({ kind: 'prompt_prefix' }, keyed)).toBeUndefined();
});

it('reads a conversation only for keys that are in it', () => {
  let read = 0;
  const keyed: Keyed = { asked, conversation: () => (read++, said) };
  for (const kind of ['tenant', 'request'] as const) requestKey({ kind }, keyed);
  requestKey({ kind: 'prompt_prefix' }, keyed, 2000);
  expect(read).toBe(0);
});

it('a key of affinity shows nothing of what it was made of', () => {
  const plan = { mode: 'prefer', minPromptTokens: 0, ttlMs: 1, maxOverload: 1 } as const;
  const keyed: Keyed = { asked, conversation: () => said };
  const key = affinityKey({ ...plan, key: { kind: 'tenant' } }, keyed);
  expect(key).toMatch(/^[0-9a-f]{16}$/);
  expect(affinityKey({ ...plan, key: { kind: 'prompt_prefix' } }, keyed)).not.toBe(key);
  expect(affinityKey({ ...plan, key: { kind: 'label', name: 'absent' } }, keyed)).toBeUndefined();
  expect(affinityKey(undefined, keyed)).toBeUndefined();
});
