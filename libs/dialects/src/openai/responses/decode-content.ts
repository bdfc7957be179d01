import { parseDataUrl } from '../../form/data-url.js';
import type { CacheMarker, MediaPart, MediaSource, Part } from '../../form/index.js';
import { asObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import type { FieldReader } from '../../json/field-reader.js';
import { decodeAnnotations } from './annotations.js';
import { decodeLogprobs } from '../logprobs.js';
import { keep, OWN } from './own.js';

/** The content of a message or of a tool's output: text alone, or a list of parts. */
export function decodeContent(holder: FieldReader, key: string): Part[] {
  const content = holder.raw(key);
  if (typeof content === 'string') return [{ kind: 'text', text: content }];
  return (holder.children(key) ?? []).map(decodeContentPart);
}

/** One content part of any message, of a request or of a reply. */
export function decodeContentPart(part: FieldReader): Part {
  switch (part.text('type')) {
    case 'input_text':
    case 'output_text':
    case 'text':
      return decodeText(part);
    case 'refusal':
      return { kind: 'refusal', text: part.text('refusal') ?? '', ...rest(part) };
    case 'input_image':
      return decodeImage(part);
    case 'input_file':
      return decodeFile(part);
    default:
      return { kind: 'vendor', dialect: OWN, value: part.object, ...keep({ part: {} }) };
  }
}

function decodeText(part: FieldReader): Part {
  const annotations = part.list('annotations');
  const logprobs = part.list('logprobs');
  return defined({
    kind: 'text' as const,
    text: part.need('text', part.text('text')),
    citations: annotations?.length ? decodeAnnotations(annotations) : undefined,
    logprobs: logprobs?.length ? decodeLogprobs(logprobs) : undefined,
    ...cacheOf(part),
    ...rest(part),
  });
}

function decodeImage(part: FieldReader): Part {
  const url = part.text('image_url');
  const data = url === undefined ? undefined : parseDataUrl(url);
  return {
    kind: 'media',
    media: 'image',
    source: data ? { from: 'data', base64: data.base64 } : elsewhere(part, url, 'image_url'),
    ...defined({ mediaType: data?.mediaType, detail: part.text('detail') }),
    ...cacheOf(part),
    ...rest(part),
  };
}

function decodeFile(part: FieldReader): MediaPart {
  const text = part.text('file_data');
  const data = text === undefined ? undefined : (parseDataUrl(text) ?? { base64: text });
  const url = part.text('file_url');
  return {
    kind: 'media',
    media: 'document',
    source: data ? { from: 'data', base64: data.base64 } : elsewhere(part, url, 'file_data'),
    ...defined({ mediaType: data?.mediaType, name: part.text('filename'), detail: part.text('detail') }),
    ...cacheOf(part),
    ...rest(part),
  };
}

function elsewhere(part: FieldReader, url: string | undefined, missing: string): MediaSource {
  const id = part.text('file_id');
  if (url !== undefined) return { from: 'url', url };
  return { from: 'file', id: part.need(missing, id) };
}

function cacheOf(part: FieldReader): { cache?: CacheMarker } {
  // What else it says stays with the rest of the part.
  return asObject(part.object['prompt_cache_breakpoint']) ? { cache: {} } : {};
}

function rest(part: FieldReader): ReturnType<typeof keep> {
  part.skip('type');
  return keep({ part: part.rest() });
}
