import { writeSignature, type ReasoningPart, type ToolCallPart } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { OWN, ownExtras, ownGroup } from './own.js';
import { partPieces } from './pieces.js';

/** A tool call, as an item of a request or of a reply; `given` are fields that the own ones of the part override. */
export function callItem(part: ToolCallPart, given: JsonObject = {}): JsonObject {
  const { id, name, input, custom } = part;
  return {
    ...given,
    ...(custom
      ? { type: 'custom_tool_call', call_id: id, name, input }
      : { type: 'function_call', call_id: id, name, arguments: input === '' ? '{}' : input }),
    ...ownGroup(part, 'item'),
  };
}

/** Thoughts, as an item of a request or of a reply. Those of another dialect are shown as a summary, which clients display. */
export function reasoningItem(part: ReasoningPart, given: JsonObject = {}): JsonObject {
  const { id, text, signature, sealed } = part;
  const { form, pieces } = ownExtras(part);
  const cipher = signature ?? sealed;
  const said = partPieces(text, pieces);
  return {
    ...given,
    type: 'reasoning',
    ...(id !== undefined && 'form' in ownExtras(part) && { id }),
    summary: form === 'content' ? [] : said.map((piece) => ({ type: 'summary_text', text: piece })),
    ...(form === 'content' && { content: said.map((piece) => ({ type: 'reasoning_text', text: piece })) }),
    ...(cipher && { encrypted_content: writeSignature(cipher, OWN) }),
    ...ownGroup(part, 'item'),
  };
}
