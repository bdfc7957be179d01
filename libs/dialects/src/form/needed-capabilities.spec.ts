import type { Capability } from '@fairlead/plugin-sdk';
import type { Conversation, Part } from './index.js';
import { neededCapabilities } from './needed-capabilities.js';

const image: Part = { kind: 'media', media: 'image', source: { from: 'url', url: 'https://x.test/a.png' } };

const says = (...parts: Part[]): Partial<Conversation> => ({ messages: [{ role: 'user', parts }] });

const NEEDS: readonly [what: string, Partial<Conversation>, Capability[]][] = [
  ['text', {}, []],
  ['a function', { tools: [{ kind: 'function', name: 'f' }] }, ['tools']],
  ['a call made before', says({ kind: 'tool_call', id: '1', name: 'f', input: '{}' }), ['tools']],
  ['an image', says(image), ['vision']],
  ['a film', says({ ...image, media: 'video' }), ['vision']],
  ['a document', says({ ...image, media: 'document' }), ['documents']],
  ['sound', says({ ...image, media: 'audio' }), ['audio']],
  ['a spoken answer', { modalities: ['audio'] }, ['audio']],
  ['an image in a result', says({ kind: 'tool_result', callId: '1', content: [image] }), ['tools', 'vision']],
  ['a schema', { output: { kind: 'schema', schema: {} } }, ['json_schema']],
  ['any JSON', { output: { kind: 'json' } }, []],
  ['thinking in words', { reasoning: { effort: 'low' } }, ['reasoning']],
  ['thinking in tokens', { reasoning: { budgetTokens: 1024 } }, ['reasoning']],
  ['thinking as it likes', { reasoning: { adaptive: true } }, ['reasoning']],
  ['no thinking', { reasoning: { effort: 'none' } }, []],
  ['no tokens to think', { reasoning: { budgetTokens: 0, effort: 'high' } }, []],
  [
    'an answer begun',
    {
      messages: [
        { role: 'user', parts: [] },
        { role: 'assistant', parts: [{ kind: 'text', text: '{' }] },
      ],
    },
    ['prefill'],
  ],
];

it.each(NEEDS)('%s', (_what, of, needed) => {
  const messages: Conversation['messages'] = [{ role: 'user', parts: [{ kind: 'text', text: 'hi' }] }];
  expect(neededCapabilities({ model: 'm', stream: false, messages, ...of })).toEqual(needed);
});
