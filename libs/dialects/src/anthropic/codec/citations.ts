import type { Citation } from '../../form/index.js';
import { asObject, asText, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { keep, ownExtras } from './own.js';

/**
 * Which part of a document, a search result or a web page stands behind a text. Positions are the source's, not the
 * text's, so that they stay with the rest of the object.
 */
export function decodeCitation(value: unknown): Citation {
  const wire = asObject(value) ?? {};
  return {
    ...defined({
      url: asText(wire['url']) ?? asText(wire['source']),
      title: asText(wire['title']) ?? asText(wire['document_title']),
      quote: asText(wire['cited_text']),
      fileId: asText(wire['file_id']),
    }),
    ...keep(wire),
  };
}

/** What the vendor said itself, again. */
export function ownCitations(citations: readonly Citation[] | undefined): readonly JsonObject[] {
  return (citations ?? []).map((citation) => ownExtras(citation)).filter((own) => 'type' in own);
}

/** A citation of any origin for a caller; one without an address has no place. */
export function encodeCitations(citations: readonly Citation[] | undefined): readonly JsonObject[] {
  return (citations ?? []).flatMap((citation) => {
    const own = ownExtras(citation);
    if ('type' in own) return [own];
    const { url, title, quote } = citation;
    if (url === undefined) return [];
    const said = { url, title: title ?? null, cited_text: quote ?? '' };
    return [{ type: 'web_search_result_location', ...said, encrypted_index: UNKNOWN_INDEX }];
  });
}

/** Clients require the vendor's reference into its own search; nobody else has one. */
const UNKNOWN_INDEX = '';

/** The vendor takes a citation back only with its own reference. */
export function isReturnable(citation: JsonObject): boolean {
  return citation['encrypted_index'] !== UNKNOWN_INDEX;
}
