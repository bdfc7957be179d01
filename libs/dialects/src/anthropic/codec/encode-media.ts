import type { MediaPart } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { encodeCache } from './cache-marker.js';
import { ownExtras } from './own.js';

/** Sound and films have no block; the table says so, and they do not come here from requests that were let through. */
export function encodeMedia(part: MediaPart): JsonObject[] {
  if (part.media === 'image') {
    return [{ type: 'image', source: encodeSource(part), ...encodeCache(part), ...ownExtras(part) }];
  }
  if (part.media !== 'document') return [];
  const { name, context, citable } = part;
  return [
    {
      type: 'document',
      source: encodeSource(part),
      ...defined({
        title: name,
        context,
        citations: citable === undefined ? undefined : { enabled: citable },
      }),
      ...encodeCache(part),
      ...ownExtras(part),
    },
  ];
}

function encodeSource({ source, media, mediaType }: MediaPart): JsonObject {
  switch (source.from) {
    case 'url':
      return { type: 'url', url: source.url };
    case 'file':
      return { type: 'file', file_id: source.id };
    case 'text':
      return { type: 'text', media_type: 'text/plain', data: source.text };
    case 'data':
      return media === 'document' && mediaType?.startsWith('text/') === true
        ? {
            type: 'text',
            media_type: 'text/plain',
            data: Buffer.from(source.base64, 'base64').toString('utf8'),
          }
        : { type: 'base64', media_type: mediaType ?? USUAL_TYPE[media], data: source.base64 };
  }
}

/** Where nobody said what the bytes are. */
const USUAL_TYPE: Readonly<Record<MediaPart['media'], string>> = {
  image: 'image/png',
  document: 'application/pdf',
  audio: 'audio/wav',
  video: 'video/mp4',
};
