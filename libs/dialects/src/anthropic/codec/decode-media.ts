import type { MediaPart, MediaSource, Part } from '../../form/index.js';
import { asArray, asObject, asText } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import type { FieldReader } from '../../json/field-reader.js';
import { decodeCache } from './cache-marker.js';
import { keep, OWN } from './own.js';

/** An image or a document. Where its source is of a kind that nobody knows, only this dialect can make use of it. */
export function decodeMedia(block: FieldReader, media: 'image' | 'document'): Part {
  const given = block.need('source', block.child('source'));
  const source = decodeSource(given);
  if (source === undefined) return { kind: 'vendor', dialect: OWN, value: block.object };
  block.skip('type');
  return {
    kind: 'media',
    media,
    source,
    ...defined({ mediaType: given.text('media_type') }),
    ...(media === 'document' && decodeDocument(block)),
    ...decodeCache(block),
    ...keep({ ...block.rest(), source: given.text('type') === 'content' ? given.object : undefined }),
  };
}

function decodeDocument(block: FieldReader): Pick<MediaPart, 'name' | 'context' | 'citable'> {
  return defined({
    name: block.text('title'),
    context: block.text('context'),
    citable: block.child('citations')?.flag('enabled'),
  });
}

function decodeSource(source: FieldReader): MediaSource | undefined {
  switch (source.text('type')) {
    case 'base64':
      return { from: 'data', base64: source.need('data', source.text('data')) };
    case 'text':
      return { from: 'text', text: source.need('data', source.text('data')) };
    case 'url':
      return { from: 'url', url: source.need('url', source.text('url')) };
    case 'file':
      return { from: 'file', id: source.need('file_id', source.text('file_id')) };
    case 'content':
      return { from: 'text', text: textOfPieces(source.raw('content')) };
    default:
      return undefined;
  }
}

/** A document in pieces, each of which can be cited; for others it is one text. */
function textOfPieces(content: unknown): string {
  if (typeof content === 'string') return content;
  const texts = asArray(content).map((piece) => asText(asObject(piece)?.['text']) ?? '');
  return texts.filter((text) => text !== '').join('\n');
}
