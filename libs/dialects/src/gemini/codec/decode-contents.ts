import type { Message, Part, ReasoningPart } from '@fairlead/plugin-sdk';
import type { JsonObject } from '../../json/decode.js';
import type { FieldReader } from '../../json/field-reader.js';
import { CallIds } from './call-ids.js';
import { decodePart } from './decode-part.js';
import { ownExtras } from './own-extras.js';
import { decodeToolResult } from './tool-result.js';

/**
 * The turns. A content that holds results of tools and other parts becomes several messages; neighbouring contents of
 * the model are one message, since a client that keeps a stream keeps a content for each of its chunks.
 */
export function decodeContents(contents: readonly FieldReader[]): Message[] {
  const ids = new CallIds();
  const messages: Message[] = [];
  for (const message of contents.flatMap((content) => decodeContent(content, ids))) {
    const last = messages.at(-1);
    if (last !== undefined && isOneTurn(last, message)) {
      messages[messages.length - 1] = { ...last, parts: joinPieces([...last.parts, ...message.parts]) };
    } else messages.push(message);
  }
  return messages;
}

/** `systemInstruction`: a content of texts, whose role means nothing. */
export function decodeInstruction(content: FieldReader): Message {
  const parts = readParts(content).flatMap((part) => decodePart(part, new CallIds()));
  return { role: 'system', parts, ...ownExtras(content.rest()) };
}

function decodeContent(content: FieldReader, ids: CallIds): Message[] {
  const said = content.text('role');
  const role = said === 'model' ? 'assistant' : 'user';
  const parts = joinThoughts(
    readParts(content).flatMap((part) => {
      const response = part.child('functionResponse');
      return response === undefined ? decodePart(part, ids) : [decodeToolResult(response, ids)];
    }),
  );
  const messages: (Message & { readonly parts: Part[] })[] = [];
  for (const part of parts) {
    const speaker = part.kind === 'tool_result' ? 'tool' : role;
    const last = messages.at(-1);
    if (last?.role === speaker) last.parts.push(part);
    else messages.push({ role: speaker, parts: [part], ...ownExtras(extrasOf(content, said, speaker)) });
  }
  return messages.length > 0 ? messages : [{ role, parts: [] }];
}

/** A role that the encoder would not choose by itself is kept: `function`, or a result in a turn of the model. */
function extrasOf(content: FieldReader, said: string | undefined, speaker: Message['role']): JsonObject {
  const usual = speaker === 'assistant' ? 'model' : 'user';
  return { ...content.rest(), ...(said !== undefined && said !== usual && { role: said }) };
}

function readParts(content: FieldReader): FieldReader[] {
  return content.children('parts') ?? [];
}

/** Another side between two messages of the model, a result of a tool for one, keeps them apart. */
function isOneTurn(last: Message, next: Message): boolean {
  const { role, extras } = next;
  return role === 'assistant' && last.role === role && extras === undefined && last.extras === undefined;
}

/** Neighbouring texts of a stream are one text; its last chunk has an empty one. */
function joinPieces(parts: readonly Part[]): Part[] {
  const joined: Part[] = [];
  for (const part of joinThoughts(parts)) {
    const last = joined.at(-1);
    const isPlain = part.kind === 'text' && part.extras === undefined;
    if (isPlain && last?.kind === 'text' && last.extras === undefined) {
      joined[joined.length - 1] = { ...last, text: last.text + part.text };
    } else if (!isPlain || part.text !== '') joined.push(part);
  }
  return joined;
}

/** Only the whole of a thought fits its signature, and its pieces may come apart. */
function joinThoughts(parts: readonly Part[]): Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === 'reasoning' && last?.kind === 'reasoning' && goesOn(last, part)) {
      joined[joined.length - 1] = { ...last, ...part, text: last.text + part.text };
    } else joined.push(part);
  }
  return joined;
}

function goesOn(last: ReasoningPart, next: ReasoningPart): boolean {
  return last.signature === undefined && last.sealed === undefined && next.sealed === undefined;
}
