import type { Part } from '../../form/index.js';
import { asObject, asText, type JsonObject } from '../../json/decode.js';
import type { FieldReader } from '../../json/field-reader.js';
import { decodeCacheControl } from './cache-control.js';
import { decodeMedia } from './decode-media.js';
import { keep, OWN } from './own.js';

/** The content of a message: text, or a list of parts; empty where there is none. */
export function decodeContent(message: FieldReader): Part[] {
  const content = message.raw('content');
  if (content === undefined) return [];
  if (typeof content === 'string') return content === '' ? [] : [{ kind: 'text', text: content }];
  if (!Array.isArray(content)) message.fail('content', 'must be a string or a list of content parts.');
  return message.children('content')!.map(decodePart);
}

function decodePart(part: FieldReader): Part {
  const { part: decoded, kept } = decodeKind(part);
  if (decoded.kind === 'vendor') return decoded;
  return { ...decoded, ...decodeCacheControl(part.object), ...keep({ ...part.rest(), ...kept }) };
}

/** The part, and what of its particulars has no word in the form. */
function decodeKind(part: FieldReader): { readonly part: Part; readonly kept?: JsonObject } {
  const type = part.need('type', part.text('type'));
  switch (type) {
    case 'text':
      return { part: { kind: 'text', text: part.need('text', part.text('text')) } };
    case 'refusal':
      return { part: { kind: 'refusal', text: part.need('refusal', part.text('refusal')) } };
    case 'image_url':
    case 'video_url':
    case 'input_audio':
    case 'file':
      return decodeMedia(part, type);
    case 'thinking':
      return {
        part: { kind: 'reasoning', text: thinkingText(part.list('thinking')) },
        kept: part.object,
      };
    default:
      return { part: { kind: 'vendor', dialect: OWN, value: part.object } };
  }
}

/** Some vendors give thoughts as a part that holds text parts. */
export function thinkingText(pieces: readonly unknown[] | undefined): string {
  return (pieces ?? []).map((piece) => asText(asObject(piece)?.['text']) ?? '').join('');
}
