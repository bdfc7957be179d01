import type { Message } from '@fairlead/plugin-sdk';
import type { JsonObject } from '../../json/decode.js';
import { unlessEmpty } from '../objects.js';
import { TurnWriter } from './turn-writer.js';

/**
 * The turns, which are the user's or the model's: neighbours of one side are one content, since the vendor wants all
 * results of one turn together.
 *
 * @param isNew the model is of the third generation or later
 */
export function encodeContents(messages: readonly Message[], isNew: boolean): JsonObject[] {
  const names = namesOf(messages);
  const turns = groupTurns(messages).map(({ role, parts, extras }) => {
    const writer = new TurnWriter(names, isNew);
    writer.write(parts);
    return { role, parts: writer.parts, ...extras };
  });
  return turns.filter(({ parts }) => parts.length > 0);
}

/** The parts of all instructions, wherever they stand. */
export function encodeInstruction(messages: readonly Message[]): JsonObject | undefined {
  const writer = new TurnWriter(new Map(), false);
  writer.write(messages.flatMap(({ parts }) => parts));
  if (writer.parts.length === 0) return undefined;
  return { parts: writer.parts, ...messages[0]?.extras?.gemini };
}

interface Turn {
  readonly role: string;
  readonly parts: Message['parts'][number][];
  /** What only this dialect says of the content. */
  readonly extras: JsonObject | undefined;
}

function groupTurns(messages: readonly Message[]): Turn[] {
  const turns: Turn[] = [];
  for (const { role, parts, extras } of messages) {
    const { role: said, ...own } = extras?.gemini ?? {};
    const side = typeof said === 'string' ? said : role === 'assistant' ? 'model' : 'user';
    const last = turns.at(-1);
    const apart = unlessEmpty(own);
    const together = last?.role === side && last.extras === undefined && apart === undefined;
    if (together) last.parts.push(...parts);
    else turns.push({ role: side, parts: [...parts], extras: apart });
  }
  return turns;
}

function namesOf(messages: readonly Message[]): ReadonlyMap<string, string> {
  const calls = messages.flatMap(({ parts }) => parts.filter((part) => part.kind === 'tool_call'));
  return new Map(calls.map(({ id, name }) => [id, name]));
}
