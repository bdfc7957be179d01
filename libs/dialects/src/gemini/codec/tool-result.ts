import type { Part, ToolResultPart } from '@fairlead/plugin-sdk';
import { parseObject, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import type { FieldReader } from '../../json/field-reader.js';
import type { CallIds } from './call-ids.js';
import { isMadeUp } from './call-ids.js';
import { decodeFileData, decodeInlineData, encodeMedia } from './media.js';
import { ownExtras } from './own-extras.js';

/**
 * A `functionResponse`. Its `response` is an object: what stands alone under `output` or `error`, as the vendor
 * recommends, is the text of the result; any other object is its JSON.
 */
export function decodeToolResult(response: FieldReader, ids: CallIds): ToolResultPart {
  const name = response.need('name', response.text('name'));
  const given = response.text('id');
  const callId = ids.ofResult(given, name);
  const { text, failed } = decodeResponse(response.plain('response') ?? {});
  const media = response.children('parts')?.flatMap(decodeResponsePart) ?? [];
  const rest = { ...response.rest(), ...(given !== undefined && given !== callId && { id: given }) };
  return {
    kind: 'tool_result',
    callId,
    name,
    content: [{ kind: 'text', text }, ...media],
    ...(failed && { failed }),
    ...ownExtras(rest),
  };
}

function decodeResponse(response: JsonObject): { readonly text: string; readonly failed?: true } {
  const { output, error, ...rest } = response;
  if (Object.keys(rest).length === 0) {
    if (typeof output === 'string' && error === undefined && parseObject(output) === undefined) {
      return { text: output };
    }
    if (typeof error === 'string' && output === undefined) return { text: error, failed: true };
  }
  return { text: JSON.stringify(response) };
}

function decodeResponsePart(part: FieldReader): Part[] {
  const inline = part.child('inlineData');
  if (inline !== undefined) return [decodeInlineData(inline)];
  const file = part.child('fileData');
  return file === undefined ? [] : [decodeFileData(file)];
}

/**
 * @param name of the function, which the vendor wants with every result
 * @param nested images stand inside the result; models before the third generation read them behind it only
 */
export function encodeToolResult(part: ToolResultPart, name: string, nested: boolean): JsonObject[] {
  const text = part.content.flatMap((inner) => (inner.kind === 'text' ? [inner.text] : [])).join('\n\n');
  const media = part.content.flatMap((inner) => (inner.kind === 'media' ? [encodeMedia(inner)] : []));
  const functionResponse = {
    ...defined({ id: isMadeUp(part.callId) ? undefined : part.callId }),
    name,
    response: part.failed === true ? { error: text } : (parseObject(text) ?? { output: text }),
    ...(nested && media.length > 0 && { parts: media }),
    ...part.extras?.gemini,
  };
  return [{ functionResponse }, ...(nested ? [] : media)];
}
