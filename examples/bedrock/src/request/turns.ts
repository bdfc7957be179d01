import type { JsonObject, Message } from '@fairlead/plugin-sdk';
import { contentBlocks } from './content-blocks.js';

interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: JsonObject[];
}

/**
 * The conversation as turns of user and assistant that alternate: results of tools are the user's, and messages of one
 * side in a row are one turn. What system and developer say stands apart, wherever they said it.
 */
export function turnsOf(messages: readonly Message[]): {
  readonly system: JsonObject[];
  readonly turns: Turn[];
} {
  const system: JsonObject[] = [];
  const turns: Turn[] = [];
  for (const { role, parts } of messages) {
    const content = contentBlocks(parts);
    if (role === 'system' || role === 'developer') system.push(...content);
    else if (content.length > 0) addTurn(turns, role === 'assistant' ? 'assistant' : 'user', content);
  }
  return { system, turns };
}

function addTurn(turns: Turn[], role: Turn['role'], content: JsonObject[]): void {
  const last = turns.at(-1);
  if (last?.role === role) last.content.push(...content);
  else turns.push({ role, content });
}
