import type { MediaPart } from '@fairlead/plugin-sdk';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { parseDataUrl } from '../../form/data-url.js';
import type { FieldReader } from '../../json/field-reader.js';

/** Where the address of a file does not tell its type, the commonest one stands in: the vendor asks for some type. */
const COMMON_TYPE = {
  image: 'image/jpeg',
  audio: 'audio/mpeg',
  video: 'video/mp4',
  document: 'application/pdf',
};

const TYPE_BY_ENDING: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  heic: 'image/heic',
  pdf: 'application/pdf',
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  html: 'text/html',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  mp4: 'video/mp4',
  webm: 'video/webm',
};

/** Addresses that mean something to the vendor alone: its uploads and its storage. */
const OWN_ADDRESS = /^gs:|^https:\/\/generativelanguage\.googleapis\.com\/|^files\//;

/** An `inlineData`. */
export function decodeInlineData(data: FieldReader): MediaPart {
  const mediaType = data.text('mimeType');
  const base64 = data.need('data', data.text('data'));
  return mediaPart({ from: 'data', base64 }, mediaType, data.text('displayName'));
}

/** A `fileData`. */
export function decodeFileData(data: FieldReader): MediaPart {
  const uri = data.need('fileUri', data.text('fileUri'));
  const source = OWN_ADDRESS.test(uri)
    ? { from: 'file' as const, id: uri }
    : { from: 'url' as const, url: uri };
  return mediaPart(source, data.text('mimeType'), data.text('displayName'));
}

function mediaPart(
  source: MediaPart['source'],
  mediaType: string | undefined,
  name: string | undefined,
): MediaPart {
  return { kind: 'media', media: kindOf(mediaType), source, ...defined({ mediaType, name }) };
}

function kindOf(mediaType = ''): MediaPart['media'] {
  const kind = /^(?:image|audio|video)(?=\/)/.exec(mediaType)?.[0];
  return (kind as MediaPart['media'] | undefined) ?? 'document';
}

/** `displayName` stays with who wrote it: the vendor takes it in some places only. */
export function encodeMedia({ media, source, mediaType }: MediaPart): JsonObject {
  switch (source.from) {
    case 'data':
      return inline(mediaType ?? COMMON_TYPE[media], source.base64);
    case 'text':
      return inline(mediaType ?? 'text/plain', Buffer.from(source.text, 'utf8').toString('base64'));
    case 'file':
      return { fileData: defined({ mimeType: mediaType, fileUri: source.id }) };
    case 'url': {
      const data = parseDataUrl(source.url);
      if (data !== undefined) return inline(data.mediaType ?? mediaType ?? COMMON_TYPE[media], data.base64);
      return { fileData: { mimeType: mediaType ?? typeByEnding(source.url, media), fileUri: source.url } };
    }
  }
}

function inline(mimeType: string, data: string): JsonObject {
  return { inlineData: { mimeType, data } };
}

function typeByEnding(url: string, media: MediaPart['media']): string {
  const ending = /\.(\w+)(?:[?#]|$)/.exec(url)?.[1]?.toLowerCase() ?? '';
  return TYPE_BY_ENDING[ending] ?? COMMON_TYPE[media];
}
