import type { DialectName } from '@fairlead/plugin-sdk';
import fc from 'fast-check';
import { SERVED_DIALECTS } from './served-dialects.js';
import { ask, simulator } from './testing/simulate.js';

type Json = Record<string, unknown>;

const call = { type: 'function', id: 'c', call_id: 'c', name: 'moor', arguments: '{}', input: {}, args: {} };
const part = {
  type: 'text',
  text: 'a',
  functionCall: call,
  thoughtSignature: 'YQ==',
  thinking: 'b',
  signature: 'c',
};
const turn = { type: 'message', role: 'user', content: [part], parts: [part], tool_calls: [call] };

/** Values that are right somewhere, so that they get past the first look. */
const familiar = fc.constantFrom<unknown>(
  'a',
  1,
  null,
  true,
  [],
  {},
  part,
  [turn],
  [{ ...turn, content: 'a', parts: { text: 'a' } }],
  [{ type: 'function_call_output', call_id: 'c', output: 'a' }],
  [{ name: 'moor', input_schema: { type: 'object' }, type: 'function', function: { name: 'moor' } }],
  { type: 'enabled', budget_tokens: 1024, effort: 'low', includeThoughts: true },
  { mode: 'ANY', type: 'function', name: 'moor' },
);
const KEYS =
  'messages input contents tools tool_choice system thinking reasoning max_tokens generationConfig toolConfig text response_format prompt requests content stop';
const keys = fc.constantFrom(...KEYS.split(' '));
const value = fc.oneof(
  { weight: 4, arbitrary: familiar },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);
const bodies = fc.dictionary(keys, value, { maxKeys: 6 });

const dialects = Object.entries(SERVED_DIALECTS).flatMap(([dialect, served]) =>
  served.map((name): [DialectName, string] => [name, dialect]),
);

describe('whatever the body', () => {
  it.each(dialects)('%s of a provider of %s answers, or says what is wrong', async (name, dialect) => {
    const provider = simulator({ dialect });
    await fc.assert(
      fc.asyncProperty(bodies, async (body: Json) => {
        const { status, json } = await ask(
          provider,
          name === 'anthropic-messages' ? { max_tokens: 9, ...body } : body,
          { dialect: name },
        );
        expect([200, 400, 404]).toContain(status);
        if (status !== 200) expect((json['error'] as Json)['message']).toMatch(/./);
      }),
      { numRuns: 150 },
    );
  });
});
