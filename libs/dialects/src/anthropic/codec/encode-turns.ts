import type { Message } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { contentOf, encodeBlock } from './encode-block.js';
import { ownExtras } from './own.js';

/** One side's say. The two sides take turns. */
export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly blocks: JsonObject[];
  own: JsonObject;
}

export interface Turns {
  /** What developers said, wherever they said it. */
  readonly system: readonly JsonObject[];
  readonly turns: readonly Turn[];
}

/** Messages of one side in a row become one; results of tools belong to the user's side. */
export function encodeTurns(messages: readonly Message[]): Turns {
  const system: JsonObject[] = [];
  const turns: Turn[] = [];
  for (const message of messages) {
    if (message.role === 'system' || message.role === 'developer') {
      system.push(...message.parts.flatMap((part) => encodeBlock(part, 'user')).filter(isText));
      continue;
    }
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    const blocks = message.parts.flatMap((part) => encodeBlock(part, role));
    if (blocks.length === 0) continue;
    const last = turns.at(-1);
    if (last?.role !== role) turns.push({ role, blocks, own: ownExtras(message) });
    else {
      last.blocks.push(...blocks);
      last.own = { ...last.own, ...ownExtras(message) };
    }
  }
  return atLeastOneTurn(
    system,
    turns.map(finished).filter(({ blocks }) => blocks.length > 0),
  );
}

export function writeTurn({ role, blocks, own }: Turn): JsonObject {
  return { role, content: contentOf(blocks), ...own };
}

/** A conversation of instructions alone is not taken: there they are what the user says. */
function atLeastOneTurn(system: readonly JsonObject[], turns: readonly Turn[]): Turns {
  return turns.length > 0
    ? { system, turns }
    : { system: [], turns: [{ role: 'user', blocks: [...system], own: {} }] };
}

/** Results stand before anything else; a text that the answer goes on from may not end in white space. */
function finished(turn: Turn, index: number, turns: readonly Turn[]): Turn {
  const { role, blocks } = turn;
  if (role === 'user') {
    const results = blocks.filter(isResult);
    return { ...turn, blocks: [...results, ...blocks.filter((block) => !isResult(block))] };
  }
  const last = blocks.at(-1);
  if (index < turns.length - 1 || last === undefined || !isText(last)) return turn;
  const text = (last['text'] as string).trimEnd();
  return { ...turn, blocks: [...blocks.slice(0, -1), ...(text === '' ? [] : [{ ...last, text }])] };
}

function isResult({ type }: JsonObject): boolean {
  return type === 'tool_result';
}

function isText({ type }: JsonObject): boolean {
  return type === 'text';
}
