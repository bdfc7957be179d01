import type { MediaPart } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import type { FieldReader } from '../../json/field-reader.js';
import { keep, ownGroup } from './own.js';

const TYPE = 'image_generation_call';

/** A picture that the model made, from the item that holds it; undefined while it is not there. */
export function decodeImageItem(item: FieldReader): MediaPart | undefined {
  const base64 = item.text('result');
  if (base64 === undefined) return undefined;
  const format = item.object['output_format'];
  item.skip('type');
  return {
    kind: 'media',
    media: 'image',
    source: { from: 'data', base64 },
    mediaType: `image/${typeof format === 'string' ? format : 'png'}`,
    ...keep({ item: item.rest() }),
  };
}

/** Undefined for media that the dialect's answers cannot hold: sound, films, what stands elsewhere. */
export function writeImageItem(part: MediaPart, given: JsonObject = {}): JsonObject | undefined {
  const { media, source, mediaType } = part;
  if (media !== 'image' || source.from !== 'data') return undefined;
  const format = mediaType?.replace('image/', '');
  const own = ownGroup(part, 'item');
  return {
    ...given,
    type: TYPE,
    status: 'completed',
    result: source.base64,
    ...('id' in own ? {} : defined({ output_format: format })),
    ...own,
  };
}
