import type { Message } from '../../form/conversation.js';
import type { Part, ReasoningPart } from '../../form/part.js';
import type { JsonObject } from '../../json/decode.js';
import type { FieldReader } from '../../json/field-reader.js';
import { CallIds } from './call-ids.js';
import { decodePart } from './decode-part.js';
import { ownExtras } from './own-extras.js';
import { decodeToolResult } from './tool-result.js';

/** The turns. A content that holds results of tools and other parts becomes several messages. */
export function decodeContents(contents: readonly FieldReader[]): Message[] {
  const ids = new CallIds();
  return contents.flatMap((content) => decodeContent(content, ids));
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

/** A client that keeps a stream sends the pieces of a thought apart; only the whole fits its signature. */
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
