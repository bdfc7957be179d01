import type { Citation } from '../../form/index.js';
import { asArray, asObject, asText, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { pageUrl } from '../page-url.js';
import { keep, ownExtras } from './own.js';

export function decodeAnnotations(annotations: unknown): Citation[] {
  return asArray(annotations).flatMap((value) => {
    const annotation = asObject(value);
    return annotation === undefined ? [] : [decodeAnnotation(annotation)];
  });
}

function decodeAnnotation(annotation: JsonObject): Citation {
  const cited = asObject(annotation['url_citation']) ?? {};
  return defined({
    url: asText(cited['url']),
    title: asText(cited['title']),
    quote: asText(cited['content']),
    start: offset(cited['start_index']),
    end: offset(cited['end_index']),
    ...keep(annotation),
  });
}

function offset(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** Only pages have a form here; undefined for any other source. */
export function writeAnnotation(citation: Citation, textLength: number): JsonObject | undefined {
  const own = ownExtras(citation);
  if ('type' in own) return own;
  const { title, start, end } = citation;
  const url = pageUrl(citation.url);
  if (url === undefined) return undefined;
  const place = { start_index: start ?? 0, end_index: end ?? textLength };
  return { type: 'url_citation', url_citation: { ...place, url, title: title ?? url } };
}
