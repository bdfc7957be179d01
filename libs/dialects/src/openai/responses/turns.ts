import type { Message, Part, ToolResultPart } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { ownExtras, OWN } from './own.js';

/** Puts items together to messages: neighbours from the same side are one turn. */
export class Turns {
  readonly messages: (Message & { parts: Part[] })[] = [];
  /** Call id → name of the tool. */
  readonly #calls = new Map<string, string>();
  /** The last message is one item of its own, which takes nothing in. */
  #closed = true;

  push(message: Message): void {
    this.messages.push({ ...message, parts: [...message.parts] });
    this.#closed = true;
  }

  add(role: 'assistant' | 'user' | 'tool', part: Part): void {
    if (part.kind === 'tool_call') this.#calls.set(part.id, part.name);
    const last = this.messages.at(-1);
    if (!this.#closed && last?.role === role) last.parts.push(part);
    else this.messages.push({ role, parts: [part] });
    this.#closed = false;
  }

  /** A result names its call; the name of the tool stands with the call. */
  addResult(result: ToolResultPart): void {
    const name = result.name ?? this.#calls.get(result.callId);
    this.add('tool', name === undefined ? result : { ...result, name });
  }
}

/** The content of one message item; its first part bears the fields of the item, so that the next one begins anew. */
export function spokenAs(parts: readonly Part[], item: JsonObject): Part[] {
  return parts.map((part, index) => (index === 0 ? beginning(part, item) : part));
}

function beginning(part: Part, item: JsonObject): Part {
  return { ...part, extras: { [OWN]: { ...ownExtras(part), item } } };
}
