import type { Conversation } from '@fairlead/plugin-sdk';

/** Marks of the cache move from turn to turn, and the prompt is the same. */
const NOT_SAID = new Set(['cache', 'extras']);

/** What the turns of one conversation have in common: tools, instructions, and what the user said first. */
export function promptPrefix({ tools = [], messages }: Conversation): string {
  const first = messages.findIndex(({ role }) => role === 'user');
  const opening = messages.slice(0, first + 1);
  return JSON.stringify([tools, opening], (name, value: unknown) => (NOT_SAID.has(name) ? undefined : value));
}
