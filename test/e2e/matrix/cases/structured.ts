import type { Ask } from '../ask.js';
import { BERTH_SCHEMA } from '../berth.js';
import type { Play } from '../stage.js';

const BERTH: Ask = { prompt: 'Describe the berth.' };

export const STRUCTURED_CASES = {
  'structured output': async ({ client, call }) => {
    expectBerth(await client.structured(call, BERTH, false));
  },

  /** What follows a schema is the same for the same schema. */
  'structured output, streamed': async ({ client, call }) => {
    const streamed = await client.structured(call, BERTH, true);
    expectBerth(streamed);
    expectSame(streamed, await client.structured(call, BERTH, false));
  },
} satisfies Record<string, Play>;

function expectBerth(value: unknown): void {
  expect(BERTH_SCHEMA.safeParse(value)).toMatchObject({ success: true });
}

function expectSame(streamed: unknown, whole: unknown): void {
  expect(streamed).toEqual(whole);
}
