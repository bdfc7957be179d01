import { parseDataUrl } from '../../form/data-url.js';
import type { MediaPart } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import type { FieldReader } from '../../json/field-reader.js';
import { audioType } from './audio-format.js';

type Located = Pick<MediaPart, 'source' | 'mediaType'>;

/** A part whose particulars stand in an object under the name of its type. */
export function decodeMedia(
  part: FieldReader,
  type: 'image_url' | 'video_url' | 'input_audio' | 'file',
): { readonly part: MediaPart; readonly kept?: JsonObject } {
  // Some servers take the address of an image without an object around it.
  const bare = part.raw(type);
  if (type === 'image_url' && typeof bare === 'string')
    return { part: { kind: 'media', media: 'image', ...atUrl(bare) } };
  const held = part.need(type, part.child(type));
  const decoded = DECODERS[type](held);
  const rest = held.rest();
  return { part: decoded, ...(rest && { kept: { [type]: rest } }) };
}

const DECODERS = {
  image_url: decodeImage,
  video_url: decodeVideo,
  input_audio: decodeAudio,
  file: decodeFile,
};

function decodeImage(image: FieldReader): MediaPart {
  const located = atUrl(image.need('url', image.text('url')));
  return defined({ kind: 'media', media: 'image', ...located, detail: image.text('detail') } as const);
}

function decodeVideo(video: FieldReader): MediaPart {
  return { kind: 'media', media: 'video', ...atUrl(video.need('url', video.text('url'))) };
}

function decodeAudio(audio: FieldReader): MediaPart {
  const base64 = audio.need('data', audio.text('data'));
  const mediaType = audioType(audio.text('format') ?? 'wav');
  return { kind: 'media', media: 'audio', source: { from: 'data', base64 }, mediaType };
}

function decodeFile(file: FieldReader): MediaPart {
  const name = file.text('filename');
  const id = file.text('file_id');
  const data = file.text('file_data');
  return defined({ kind: 'media', media: 'document', ...fileSource(), name } as const);

  function fileSource(): Located {
    // Relays take an address there.
    if (data !== undefined) return /^https?:/.test(data) ? atUrl(data) : inline(data);
    return { source: { from: 'file', id: id ?? file.fail('file_data', 'or file_id is required.') } };
  }
}

/** Most callers give a data URL, some the bytes alone, which are a PDF then: nothing else was taken at first. */
function inline(data: string): Located {
  const { base64, mediaType } = parseDataUrl(data) ?? { base64: data, mediaType: 'application/pdf' };
  return defined({ source: { from: 'data' as const, base64 }, mediaType });
}

function atUrl(url: string): Located {
  const inside = parseDataUrl(url);
  if (inside === undefined) return { source: { from: 'url', url } };
  return defined({ source: { from: 'data' as const, base64: inside.base64 }, mediaType: inside.mediaType });
}
