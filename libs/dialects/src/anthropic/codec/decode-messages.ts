import type { Message, Part } from '../../form/index.js';
import type { FieldReader } from '../../json/field-reader.js';
import { decodeBlock, decodeContent } from './decode-block.js';
import { keep } from './own.js';

/** `system` stands before everything. */
export function decodeSystem(body: FieldReader): Message[] {
  const system = body.raw('system');
  if (system === undefined || system === '') return [];
  const parts: Part[] =
    typeof system === 'string'
      ? [{ kind: 'text', text: system }]
      : (body.children('system') ?? []).map(decodeBlock);
  return parts.length === 0 ? [] : [{ role: 'system', parts }];
}

export function decodeMessages(body: FieldReader): Message[] {
  const messages = body.need('messages', body.children('messages'));
  if (messages.length === 0) body.fail('messages', 'must not be empty.');
  const toolNames = new Map<string, string>();
  return messages.flatMap((message) => decodeMessage(message, toolNames));
}

function decodeMessage(message: FieldReader, toolNames: Map<string, string>): Message[] {
  const role = message.need('role', message.word('role', ['user', 'assistant', 'system']));
  message.need('content', message.raw('content'));
  const parts = decodeContent(message).map((part) => named(part, toolNames));
  const own = keep(message.rest());
  if (role !== 'user') return [{ role, parts, ...own }];
  return splitTurn(parts).map((split, index) => (index === 0 ? { ...split, ...own } : split));
}

/** Results do not say which tool they are of; the calls before them do. */
function named(part: Part, toolNames: Map<string, string>): Part {
  if (part.kind === 'tool_call') toolNames.set(part.id, part.name);
  if (part.kind !== 'tool_result') return part;
  const name = toolNames.get(part.callId);
  return name === undefined ? part : { ...part, name };
}

/** What tools gave back is a message of its own, apart from what the user says in the same turn. */
function splitTurn(parts: readonly Part[]): Message[] {
  const split: { role: 'user' | 'tool'; parts: Part[] }[] = [];
  for (const part of parts) {
    const role = part.kind === 'tool_result' ? 'tool' : 'user';
    const last = split.at(-1);
    if (last?.role === role) last.parts.push(part);
    else split.push({ role, parts: [part] });
  }
  return split.length === 0 ? [{ role: 'user', parts: [] }] : split;
}
