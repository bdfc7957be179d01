import type { Message, Part, ToolCallPart, ToolResultPart } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { encodeContent, isPiece } from './encode-content.js';
import { OWN, withOwn } from './own.js';
import { isMark, writeDetail } from './reasoning-details.js';

/**
 * The messages of a request. The result of a tool can only be text here: images and documents among results come with
 * the next message of the user, once all results of the turn are said.
 */
export function encodeMessages(messages: readonly Message[]): JsonObject[] {
  const encoded: JsonObject[] = [];
  let shown: Part[] = [];
  const show = (message: Message): Message => {
    const parts = [...shown, ...message.parts];
    shown = [];
    return { ...message, parts };
  };
  for (const message of messages) {
    if (message.role === 'tool') {
      const results = message.parts.filter((part) => part.kind === 'tool_result');
      encoded.push(...results.map(encodeResult));
      shown.push(...results.flatMap(mediaOf));
      continue;
    }
    if (message.role === 'user') encoded.push(encodeMessage(show(message)));
    else {
      if (shown.length > 0) encoded.push(encodeMessage(show(NOTHING_SAID)));
      encoded.push(message.role === 'assistant' ? encodeTurn(message) : encodeMessage(message));
    }
  }
  if (shown.length > 0) encoded.push(encodeMessage(show(NOTHING_SAID)));
  return encoded;
}

const NOTHING_SAID: Message = { role: 'user', parts: [] };

function encodeMessage(message: Message): JsonObject {
  const { role, parts, name } = message;
  const content = encodeContent(role === 'user' ? parts : joinTexts(parts, PARAGRAPHS));
  return withOwn(defined({ role, content, name }), message);
}

function encodeTurn(message: Message): JsonObject {
  const { parts, name } = message;
  const calls = parts.filter((part) => part.kind === 'tool_call');
  const refusals = parts.flatMap((part) => (part.kind === 'refusal' ? [part.text] : []));
  const said = parts.filter((part) => isPiece(part) || !BESIDE_CONTENT.has(part.kind));
  const content = encodeContent(joinTexts(said, ''));
  const beside = defined({
    name,
    refusal: refusals.length > 0 ? refusals.join('') : undefined,
    ...encodeThoughts(parts),
    tool_calls: calls.length > 0 ? calls.map(encodeCall) : undefined,
  });
  // Nothing said is null, but only where there is something else.
  const silent = content === '' && (calls.length > 0 || refusals.length > 0);
  return withOwn({ role: 'assistant', content: silent ? null : content, ...beside }, message);
}

/** What has a field of its own in a message. */
const BESIDE_CONTENT: ReadonlySet<Part['kind']> = new Set(['tool_call', 'reasoning', 'refusal']);

const PARAGRAPHS = '\n\n';

/** Many servers take lists of parts only from the user. */
function joinTexts(parts: readonly Part[], between: string): readonly Part[] {
  const plain = parts.every((part) => part.kind === 'text' && part.extras?.[OWN] === undefined);
  if (!plain || parts.length < 2) return parts;
  return [{ kind: 'text', text: parts.map((part) => (part.kind === 'text' ? part.text : '')).join(between) }];
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
  return withOwn({ id, ...particulars }, call);
}

function encodeResult(part: ToolResultPart): JsonObject {
  const text = part.content.filter(({ kind }) => kind !== 'media');
  const said: readonly Part[] = part.failed ? [{ kind: 'text', text: 'Error:' }, ...text] : text;
  const content = encodeContent(joinTexts(said, PARAGRAPHS));
  return withOwn({ role: 'tool', tool_call_id: part.callId, content }, part);
}

function mediaOf({ content }: ToolResultPart): Part[] {
  return content.filter(({ kind }) => kind === 'media');
}
