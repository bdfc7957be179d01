import { toDataUrl } from '../../form/data-url.js';
import type { MediaPart, Part, TextPart } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { writeAnnotation } from './annotations.js';
import { writeLogprobs } from '../logprobs.js';
import { OWN, ownGroup } from './own.js';

/** Text by the side that says it. */
export type TextType = 'input_text' | 'output_text';

/** The parts as the content of a message or of a tool's output; what cannot stand there is left out. */
export function encodeContent(parts: readonly Part[], type: TextType): string | readonly JsonObject[] {
  const [first, second] = parts;
  if (first === undefined) return '';
  if (second === undefined && first.kind === 'text' && isPlain(first)) return first.text;
  return encodeContentParts(parts, type);
}

export function encodeContentParts(parts: readonly Part[], type: TextType): readonly JsonObject[] {
  return parts.map((part) => encodeContentPart(part, type)).filter((part) => part !== undefined);
}

function isPlain(part: TextPart): boolean {
  return (
    Object.keys(ownGroup(part, 'part')).length === 0 && !part.citations?.length && !part.logprobs?.length
  );
}

function encodeContentPart(part: Part, type: TextType): JsonObject | undefined {
  switch (part.kind) {
    case 'text':
      return type === 'input_text'
        ? { type, text: part.text, ...ownGroup(part, 'part') }
        : encodeSpoken(part);
    case 'refusal':
      return { type: 'refusal', refusal: part.text, ...ownGroup(part, 'part') };
    case 'media':
      return encodeMedia(part);
    case 'vendor':
      return part.dialect === OWN ? part.value : undefined;
    default:
      return undefined;
  }
}

function encodeSpoken(part: TextPart): JsonObject {
  const { text, citations = [], logprobs } = part;
  return {
    type: 'output_text',
    text,
    annotations: citations
      .map((citation) => writeAnnotation(citation, text.length))
      .filter((annotation) => annotation !== undefined),
    ...(logprobs?.length && { logprobs: writeLogprobs(logprobs) }),
    ...ownGroup(part, 'part'),
  };
}

function encodeMedia(part: MediaPart): JsonObject | undefined {
  if (part.media === 'image') return encodeImage(part);
  return part.media === 'document' ? encodeDocument(part) : undefined;
}

function encodeImage(part: MediaPart): JsonObject | undefined {
  const { source, mediaType = 'image/png', detail = 'auto' } = part;
  if (source.from === 'text') return undefined;
  const where =
    source.from === 'file'
      ? { file_id: source.id }
      : { image_url: source.from === 'url' ? source.url : toDataUrl(mediaType, source.base64) };
  return { type: 'input_image', ...where, detail, ...ownGroup(part, 'part') };
}

function encodeDocument(part: MediaPart): JsonObject {
  const { source, mediaType, name, detail } = part;
  const more = { ...defined({ detail }), ...ownGroup(part, 'part') };
  switch (source.from) {
    case 'text':
      return { type: 'input_text', text: name === undefined ? source.text : `${name}\n\n${source.text}` };
    case 'file':
      return { type: 'input_file', file_id: source.id, ...defined({ filename: name }), ...more };
    case 'url':
      return { type: 'input_file', file_url: source.url, ...defined({ filename: name }), ...more };
    case 'data':
      return {
        type: 'input_file',
        // Required beside data; the extension is all it is read for.
        filename: name ?? `document.${extensionOf(mediaType)}`,
        file_data: mediaType === undefined ? source.base64 : toDataUrl(mediaType, source.base64),
        ...more,
      };
  }
}

function extensionOf(mediaType = 'application/pdf'): string {
  if (mediaType.startsWith('text/')) return mediaType.startsWith('text/plain') ? 'txt' : mediaType.slice(5);
  return mediaType === 'application/json' ? 'json' : 'pdf';
}
