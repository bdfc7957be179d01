import type { Conversation } from '@fairlead/plugin-sdk';
import { estimateTokens } from './estimate-tokens.js';

const user = (...parts: Conversation['messages'][number]['parts']): Conversation['messages'][number] => ({
  role: 'user',
  parts,
});
const text = (words: string) => ({ kind: 'text', text: words }) as const;
const of = (change: Partial<Conversation>): number =>
  estimateTokens({ model: 'm', stream: false, messages: [user(text('12345678'))], ...change });

describe('estimateTokens', () => {
  it.each<[string, Partial<Conversation>, number]>([
    ['a quarter of the bytes and four a message', {}, 6],
    ['two messages', { messages: [user(text('1234')), user(text('1234'))] }, 10],
    ['bytes, not characters', { messages: [user(text('日本語日'))] }, 7],
    ['a part of a token', { messages: [user(text('12345'))] }, 6],
    [
      'an image',
      { messages: [user({ kind: 'media', media: 'image', source: { from: 'url', url: 'https://x.test' } })] },
      1204,
    ],
    [
      'calls and their results',
      {
        messages: [
          { role: 'assistant', parts: [{ kind: 'tool_call', id: 'c', name: 'look', input: '{"a":1}!' }] },
          { role: 'tool', parts: [{ kind: 'tool_result', callId: 'c', content: [text('1234')] }] },
        ],
      },
      12,
    ],
  ])('counts %s', (_what, change, tokens) => {
    expect(of(change)).toBe(tokens);
  });

  it('counts the tools', () => {
    expect(of({ tools: [{ kind: 'function', name: 'f', description: 'x'.repeat(400) }] })).toBeGreaterThan(
      106,
    );
  });
});
