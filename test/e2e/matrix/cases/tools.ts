import type { Ask } from '../ask.js';
import type { Loop } from '../client.js';
import type { Play } from '../stage.js';
import { runTool, type ToolName } from '../tools.js';
import { expectCallEnd, expectCalls, expectStreamUsage, expectUsage } from './expect-said.js';

const ONE: Ask = { prompt: 'Please use get_tide for Brest.', tools: ['get_tide', 'get_wind'] };
const BOTH: Ask = {
  prompt: 'Use get_tide and get_wind for Brest, both at once.',
  tools: ['get_tide', 'get_wind'],
};
const MUST: Ask = { prompt: 'How high is the water in Brest?', tools: ['get_tide'], mustCall: true };

export const TOOL_CASES = {
  'a tool call': async (stage) => {
    const said = await stage.client.say(stage.call, ONE);
    expectCalls(said, ['get_tide']);
    expectUsage(said.usage);
    expectCallEnd(said, stage);
  },

  'a tool call, streamed': async (stage) => {
    const said = await stage.client.stream(stage.call, ONE);
    expectCalls(said, ['get_tide']);
    expectStreamUsage(said, stage);
    expectCallEnd(said, stage);
  },

  'a call that the caller insists on': async ({ client, call }) => {
    expectCalls(await client.say(call, MUST), ['get_tide']);
  },

  'calls side by side': async ({ client, call }) => {
    expectCalls(await client.say(call, BOTH), ['get_tide', 'get_wind']);
  },

  'calls side by side, streamed': async ({ client, call }) => {
    expectCalls(await client.stream(call, BOTH), ['get_tide', 'get_wind']);
  },

  'a loop of tools': async ({ client, call }) => {
    expectRan(await client.loop(call, ONE, false), ['get_tide']);
  },

  'a loop of tools, streamed': async ({ client, call }) => {
    expectRan(await client.loop(call, ONE, true), ['get_tide']);
  },

  'a loop of tools side by side': async ({ client, call }) => {
    expectRan(await client.loop(call, BOTH, false), ['get_tide', 'get_wind']);
  },

  'a loop of tools with thoughts': async ({ client, call }) => {
    expectRan(await client.loop(call, { ...BOTH, thinks: true }, false), ['get_tide', 'get_wind']);
  },

  'a loop of tools with thoughts, streamed': async ({ client, call }) => {
    expectRan(await client.loop(call, { ...BOTH, thinks: true }, true), ['get_tide', 'get_wind']);
  },
} satisfies Record<string, Play>;

function expectRan({ text, ran }: Loop, names: readonly ToolName[]): void {
  expect(ran.map(({ name }) => name).sort()).toEqual(names);
  for (const { name, input } of ran) runTool(name, input);
  expect(text).toMatch(/\w+ \w+/);
}
