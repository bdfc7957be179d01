import { parseDataUrl } from '../../form/data-url.js';
import type { MediaPart, MediaSource, Part } from '../../form/index.js';
import { asObject, asText } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import type { FieldReader } from '../../json/field-reader.js';
import { audioType } from './audio-format.js';
import { decodeCacheControl } from './cache-control.js';
import { keep, OWN } from './own.js';

/** The content of a message: text, or a list of parts; undefined where there is none. */
export function decodeContent(message: FieldReader): Part[] {
  const content = message.raw('content');
  if (content === undefined) return [];
  if (typeof content === 'string') return content === '' ? [] : [{ kind: 'text', text: content }];
  if (!Array.isArray(content)) message.fail('content', 'must be a string or a list of content parts.');
  return message.children('content')!.map(decodePart);
}

function decodePart(part: FieldReader): Part {
  const decoded = decodeKind(part);
  // Kept as it is too, for a server that knows it.
  const marker = part.plain('cache_control');
  return {
    ...decoded,
    ...(marker && decoded.kind !== 'vendor' && { cache: decodeCacheControl(marker) }),
    ...keep({ ...(marker && { cache_control: marker }), ...part.rest() }),
  };
}

function decodeKind(part: FieldReader): Part {
  const type = part.need('type', part.text('type'));
  switch (type) {
    case 'text':
      return { kind: 'text', text: part.need('text', part.text('text')) };
    case 'refusal':
      return { kind: 'refusal', text: part.need('refusal', part.text('refusal')) };
    case 'image_url':
      return decodeImage(part.need('image_url', part.child('image_url')));
    case 'video_url': {
      const video = part.need('video_url', part.child('video_url'));
      return { kind: 'media', media: 'video', ...atUrl(video.need('url', video.text('url'))) };
    }
    case 'input_audio': {
      const audio = part.need('input_audio', part.child('input_audio'));
      const base64 = audio.need('data', audio.text('data'));
      const mediaType = audioType(audio.text('format') ?? 'wav');
      return { kind: 'media', media: 'audio', source: { from: 'data', base64 }, mediaType };
    }
    case 'file':
      return decodeFile(part.need('file', part.child('file')));
    case 'thinking':
      return { kind: 'reasoning', text: thinkingText(part.list('thinking')) };
    default:
      part.skip(...Object.keys(part.object));
      return { kind: 'vendor', dialect: OWN, value: part.object };
  }
}

function decodeImage(image: FieldReader): MediaPart {
  const located = atUrl(image.need('url', image.text('url')));
  return defined({
    kind: 'media' as const,
    media: 'image' as const,
    ...located,
    detail: image.text('detail'),
  });
}

function decodeFile(file: FieldReader): MediaPart {
  const name = file.text('filename');
  const id = file.text('file_id');
  const data = file.text('file_data');
  if (id === undefined && data === undefined) file.fail('file_data', 'or file_id is required.');
  const inside = data === undefined ? undefined : (parseDataUrl(data) ?? { base64: data });
  const source: MediaSource = inside ? { from: 'data', base64: inside.base64 } : { from: 'file', id: id! };
  const mediaType = inside && ('mediaType' in inside ? inside.mediaType : 'application/pdf');
  return defined({ kind: 'media' as const, media: 'document' as const, source, mediaType, name });
}

function atUrl(url: string): Pick<MediaPart, 'source' | 'mediaType'> {
  const inside = parseDataUrl(url);
  if (inside === undefined) return { source: { from: 'url', url } };
  return defined({ source: { from: 'data' as const, base64: inside.base64 }, mediaType: inside.mediaType });
}

/** Some vendors give thoughts as a part that holds text parts. */
export function thinkingText(pieces: readonly unknown[] | undefined): string {
  return (pieces ?? []).map((piece) => asText(asObject(piece)?.['text']) ?? '').join('');
}
