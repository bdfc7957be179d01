import type { Citation } from '../../form/index.js';
import { asObject, asText, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { pageUrl } from '../page-url.js';
import { keep, ownExtras } from './own.js';

/** What a citation has no word for stays in its extras: the kind of annotation, a container, an index. */
export function decodeAnnotations(annotations: readonly unknown[]): Citation[] {
  return annotations.flatMap((value) => {
    const annotation = asObject(value);
    return annotation === undefined ? [] : [decodeAnnotation(annotation)];
  });
}

function decodeAnnotation({ url, title, file_id, start_index, end_index, ...others }: JsonObject): Citation {
  return defined({
    url: asText(url),
    title: asText(title),
    fileId: asText(file_id),
    start: offset(start_index),
    end: offset(end_index),
    ...keep(others),
  });
}

function offset(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/**
 * Citations of other dialects without a place of their own stand behind the whole text; undefined where there is no
 * source that could be named.
 */
export function writeAnnotation(citation: Citation, textLength: number): JsonObject | undefined {
  const { url, title, fileId, start, end } = citation;
  const own = ownExtras(citation);
  if ('type' in own)
    return defined({ ...own, url, title, file_id: fileId, start_index: start, end_index: end });
  if (fileId !== undefined && url === undefined)
    return { type: 'file_citation', file_id: fileId, filename: title ?? fileId, index: end ?? textLength };
  const page = pageUrl(url);
  if (page === undefined) return undefined;
  const place = { start_index: start ?? 0, end_index: end ?? textLength };
  return { type: 'url_citation', url: page, title: title ?? page, ...place };
}
