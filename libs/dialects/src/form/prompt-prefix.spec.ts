import { dialectOf } from '../dialect-of.js';
import { promptPrefix } from './prompt-prefix.js';

const call = { model: 'm', stream: false };
const SYSTEM = 'Answer in verse.';
const tool = { name: 'look', description: 'Looks.', parameters: { type: 'object', properties: {} } };

/** The same conversation in each dialect, of so many turns. */
const BODIES: Readonly<Record<string, (turns: readonly string[], system?: string) => object>> = {
  'openai-chat': (turns, system = SYSTEM) => ({
    model: 'm',
    tools: [{ type: 'function', function: tool }],
    messages: [
      { role: 'system', content: system },
      ...turns.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content })),
    ],
  }),
  'openai-responses': (turns, system = SYSTEM) => ({
    model: 'm',
    tools: [{ type: 'function', ...tool }],
    instructions: system,
    input: turns.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content })),
  }),
  'anthropic-messages': (turns, system = SYSTEM) => ({
    model: 'm',
    max_tokens: 9,
    tools: [{ name: tool.name, description: tool.description, input_schema: tool.parameters }],
    system,
    messages: turns.map((content, index) => ({
      role: index % 2 === 0 ? 'user' : 'assistant',
      // The mark is always on the last turn.
      content: [
        {
          type: 'text',
          text: content,
          ...(index === turns.length - 1 && { cache_control: { type: 'ephemeral' } }),
        },
      ],
    })),
  }),
  gemini: (turns, system = SYSTEM) => ({
    tools: [{ functionDeclarations: [tool] }],
    systemInstruction: { parts: [{ text: system }] },
    contents: turns.map((text, index) => ({ role: index % 2 === 0 ? 'user' : 'model', parts: [{ text }] })),
  }),
};

describe.each(Object.keys(BODIES))('the prefix of a conversation in %s', (name) => {
  const prefix = (...given: Parameters<(typeof BODIES)[string]>): string => {
    const decoded = dialectOf(name as 'gemini')!.codec!.decodeRequest({ ...BODIES[name]!(...given) }, call);
    if (!decoded.ok) throw new Error(decoded.message);
    return promptPrefix(decoded.value);
  };

  it('is the same for all its turns', () => {
    expect(prefix(['Hello', 'Hi', 'Go on'])).toBe(prefix(['Hello']));
  });

  it('is another for another first turn, or other instructions', () => {
    expect(prefix(['Good day'])).not.toBe(prefix(['Hello']));
    expect(prefix(['Hello'], 'Answer in prose.')).not.toBe(prefix(['Hello']));
  });
});
