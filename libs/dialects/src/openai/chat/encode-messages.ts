import type { Message, Part, ToolCallPart, ToolResultPart } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { encodeContent } from './encode-content.js';
import { OWN, ownExtras } from './own.js';
import { isMark, writeDetail } from './reasoning-details.js';

/**
 * The messages of a request. The result of a tool can only be text here: images and documents among results follow in
 * a message of the user, once all results of the turn are said.
 */
export function encodeMessages(messages: readonly Message[]): JsonObject[] {
  const encoded: JsonObject[] = [];
  let shown: Part[] = [];
  const show = (): void => {
    if (shown.length > 0) encoded.push({ role: 'user', content: encodeContent(shown) });
    shown = [];
  };
  for (const message of messages) {
    if (message.role === 'tool') {
      const results = message.parts.filter((part) => part.kind === 'tool_result');
      encoded.push(...results.map((part) => encodeResult(part, message)));
      shown.push(...results.flatMap(mediaOf));
      continue;
    }
    show();
    encoded.push(message.role === 'assistant' ? encodeTurn(message) : encodeMessage(message));
  }
  show();
  return encoded;
}

function encodeMessage(message: Message): JsonObject {
  const { role, parts, name } = message;
  return { ...defined({ role, content: encodeContent(parts), name }), ...ownExtras(message) };
}

function encodeTurn(message: Message): JsonObject {
  const { parts, name } = message;
  const calls = parts.filter((part) => part.kind === 'tool_call');
  const said = parts.filter(({ kind }) => kind !== 'tool_call' && kind !== 'reasoning');
  return {
    role: 'assistant',
    content: said.length > 0 ? encodeContent(joinTexts(said)) : null,
    ...defined({ name, ...encodeThoughts(parts) }),
    ...(calls.length > 0 && { tool_calls: calls.map(encodeCall) }),
    ...ownExtras(message),
  };
}

/** Many servers take an assistant's content only as a string. */
function joinTexts(parts: readonly Part[]): readonly Part[] {
  const plain = parts.every((part) => part.kind === 'text' && part.extras?.[OWN] === undefined);
  if (!plain || parts.length < 2) return parts;
  return [{ kind: 'text', text: parts.map((part) => (part.kind === 'text' ? part.text : '')).join('') }];
}

/** Thoughts go back to servers of this dialect that had them; those of other vendors mean nothing here. */
function encodeThoughts(parts: readonly Part[]): {
  reasoning_content?: string | undefined;
  reasoning_details?: JsonObject[] | undefined;
} {
  const own = parts.filter(
    (part) => part.kind === 'reasoning' && (part.sealed ?? part.signature)?.origin === OWN,
  ) as (Part & { kind: 'reasoning' })[];
  const marked = own.filter(({ signature }) => signature !== undefined && isMark(signature));
  const details = own.map(writeDetail).filter((detail) => detail !== undefined);
  return {
    reasoning_content: marked.length > 0 ? marked.map(({ text }) => text).join('') : undefined,
    reasoning_details: details.length > 0 ? details : undefined,
  };
}

export function encodeCall(call: ToolCallPart): JsonObject {
  const { id, name, input, custom } = call;
  const particulars = custom
    ? { type: 'custom', custom: { name, input } }
    : { type: 'function', function: { name, arguments: input === '' ? '{}' : input } };
  return { id, ...particulars, ...ownExtras(call) };
}

function encodeResult(part: ToolResultPart, message: Message): JsonObject {
  const text = part.content.filter(({ kind }) => kind !== 'media');
  const content = encodeContent(part.failed ? [{ kind: 'text', text: 'Error:' }, ...text] : text);
  const filled = content.length === 0 ? '' : content;
  if (ownExtras(message)['role'] === 'function')
    return { role: 'function', name: part.name, content: filled };
  return { role: 'tool', tool_call_id: part.callId, content: filled, ...ownExtras(part) };
}

function mediaOf({ content }: ToolResultPart): Part[] {
  return content.filter(({ kind }) => kind === 'media');
}
