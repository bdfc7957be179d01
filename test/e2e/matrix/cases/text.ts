import type { Ask } from '../ask.js';
import type { Play, Stage } from '../stage.js';
import { expectCut, expectStreamUsage, expectThoughts, expectUsage, expectWhole } from './expect-said.js';

const CHAT: Ask = {
  system: 'You know every harbour.',
  before: ['Ahoy!', 'Ahoy, sailor.'],
  prompt: 'Where shall we berth tonight?',
};
/** Fewer tokens than the model would ever use. */
const SHORT = { ...CHAT, maxTokens: 16 };
const DEEP: Ask = { ...CHAT, thinks: true };

export const TEXT_CASES = {
  text: async (stage) => {
    const said = await stage.client.say(stage.call, CHAT);
    expectWhole(said, stage);
    expectUsage(said.usage);
  },

  'text, streamed': playStream,

  'a limit of length': async (stage) => {
    const said = await stage.client.say(stage.call, SHORT);
    expectCut(said, stage);
    expectUsage(said.usage, SHORT.maxTokens);
  },

  'a limit of length, streamed': async (stage) => {
    const said = await stage.client.stream(stage.call, SHORT);
    expectCut(said, stage);
    expectStreamUsage(said, stage, SHORT.maxTokens);
  },

  thoughts: async (stage) => {
    expectThoughts(await stage.client.say(stage.call, DEEP), stage);
  },

  'thoughts, streamed': async (stage) => {
    expectThoughts(await stage.client.stream(stage.call, DEEP), stage);
  },
} satisfies Record<string, Play>;

async function playStream(stage: Stage): Promise<void> {
  let heard = 0;
  const said = await stage.client.stream(stage.call, CHAT, { onPiece: () => (heard += 1) });
  expectWhole(said, stage);
  expectStreamUsage(said, stage);
  expect(said.pieces.length).toBeGreaterThan(1);
  expect(heard).toBe(said.pieces.length);
}
