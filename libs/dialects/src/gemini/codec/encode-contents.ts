import type { Message } from '../../form/conversation.js';
import type { JsonObject } from '../../json/decode.js';
import { TurnWriter } from './turn-writer.js';

/**
 * The turns, which are the user's or the model's: neighbours of one side are one content, since the vendor wants all
 * results of one turn together.
 *
 * @param mustSign the first call of each turn needs a signature
 */
export function encodeContents(messages: readonly Message[], mustSign: boolean): JsonObject[] {
  const names = namesOf(messages);
  const turns = groupTurns(messages).map(({ role, parts, extras }) => {
    const writer = new TurnWriter(names, mustSign);
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
  readonly role: 'model' | 'user';
  readonly parts: Message['parts'][number][];
  readonly extras: JsonObject | undefined;
}

function groupTurns(messages: readonly Message[]): Turn[] {
  const turns: Turn[] = [];
  for (const { role, parts, extras } of messages) {
    const side = role === 'assistant' ? 'model' : 'user';
    const last = turns.at(-1);
    const together = last?.role === side && last.extras === undefined && extras?.gemini === undefined;
    if (together) last.parts.push(...parts);
    else turns.push({ role: side, parts: [...parts], extras: extras?.gemini });
  }
  return turns;
}

function namesOf(messages: readonly Message[]): ReadonlyMap<string, string> {
  const calls = messages.flatMap(({ parts }) => parts.filter((part) => part.kind === 'tool_call'));
  return new Map(calls.map(({ id, name }) => [id, name]));
}
