import type { OwnCase } from '../../stage.js';
import { connect } from './connect.js';
import { messageParams } from './message-params.js';

/** The vendor's own count, another vendor's, or an estimate where there is none: never nothing. */
export const playCountTokens: OwnCase = async ({ call }) => {
  const { messages } = connect(call);
  const count = async (prompt: string): Promise<number> => {
    const { max_tokens: _, ...params } = messageParams(call.model, {
      prompt,
      system: 'Ahoy.',
      tools: ['get_tide'],
    });
    return (await messages.countTokens(params)).input_tokens;
  };
  const few = await count('Where shall we berth tonight?');
  expect(few).toBeGreaterThan(0);
  expect(await count('Where shall we berth tonight? '.repeat(10))).toBeGreaterThan(few);
};
