import { toDataUrl } from '../../form/data-url.js';
import type { MediaPart, Part } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { audioFormat } from './audio-format.js';
import { OWN, ownExtras, withOwn } from './own.js';

/** One text is a string, which every server takes, and so is nothing at all; anything else is a list of parts. */
export function encodeContent(parts: readonly Part[]): string | JsonObject[] {
  const [first] = parts;
  if (parts.length === 1 && first?.kind === 'text' && first.extras?.[OWN] === undefined) return first.text;
  const encoded = parts.flatMap((part) => {
    const written = encodePart(part);
    return written === undefined ? [] : [withOwn(written, part)];
  });
  return encoded.length === 0 ? '' : encoded;
}

/** Undefined for what stands elsewhere in a message, or cannot be said. */
function encodePart(part: Part): JsonObject | undefined {
  switch (part.kind) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'refusal':
      return { type: 'refusal', refusal: part.text };
    case 'media':
      return encodeMedia(part);
    case 'vendor':
      return part.dialect === OWN ? part.value : undefined;
    case 'reasoning':
      return isPiece(part) ? {} : undefined;
    default:
      return undefined;
  }
}

/** Thoughts that this dialect had among the content, and takes back there. */
export function isPiece(part: Part): boolean {
  return ownExtras(part)['type'] === 'thinking';
}

function encodeMedia({ media, source, mediaType, detail, name }: MediaPart): JsonObject | undefined {
  if (source.from === 'text')
    return { type: 'text', text: name === undefined ? source.text : `${name}\n\n${source.text}` };
  if (source.from === 'file') return { type: 'file', file: { file_id: source.id } };
  const url = source.from === 'url' ? source.url : toDataUrl(mediaType ?? FALLBACK[media], source.base64);
  switch (media) {
    case 'image':
      return { type: 'image_url', image_url: defined({ url, detail }) };
    case 'video':
      return { type: 'video_url', video_url: { url } };
    case 'audio':
      if (source.from === 'url') return undefined;
      return { type: 'input_audio', input_audio: { data: source.base64, format: audioFormat(mediaType) } };
    case 'document':
      // The API takes no document by its URL; servers that do read it here.
      return { type: 'file', file: { filename: name ?? 'document.pdf', file_data: url } };
  }
}

/** What bytes without a type most likely are. */
const FALLBACK: Readonly<Record<MediaPart['media'], string>> = {
  image: 'image/png',
  audio: 'audio/wav',
  video: 'video/mp4',
  document: 'application/pdf',
};
