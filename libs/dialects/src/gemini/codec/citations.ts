import type { Citation, TextPart } from '@fairlead/plugin-sdk';
import { asCount, asObject, asText, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { objectsIn } from '../objects.js';

/** Sources of an answer, each with the part of the content that it stands behind, where the wire says which. */
export interface PlacedCitation {
  /** Index of the part; undefined: the first text. */
  readonly part?: number;
  readonly citation: (text: string) => Citation;
}

/** `groundingMetadata` (what a search found) and `citationMetadata` (what the model recited). */
export function readCitations(candidate: JsonObject): PlacedCitation[] {
  return [...grounding(asObject(candidate['groundingMetadata']) ?? {}), ...recited(candidate)];
}

function grounding(metadata: JsonObject): PlacedCitation[] {
  const chunks = objectsIn(metadata['groundingChunks']);
  return objectsIn(metadata['groundingSupports']).flatMap((support) => {
    const segment = asObject(support['segment']) ?? {};
    const part = asCount(segment['partIndex']);
    const indices = Array.isArray(support['groundingChunkIndices']) ? support['groundingChunkIndices'] : [];
    return indices.flatMap((index) => {
      const chunk = chunks[Number(index)];
      if (chunk === undefined) return [];
      return [
        {
          ...defined({ part }),
          citation: (text: string) => ({ ...sourceOf(chunk), ...span(segment, text) }),
        },
      ];
    });
  });
}

/** A page of the web, a place of the maps, or a piece of a store of documents. */
function sourceOf(chunk: JsonObject): Citation {
  const source = asObject(chunk['web'] ?? chunk['maps'] ?? chunk['retrievedContext']) ?? {};
  return defined({
    url: asText(source['uri']),
    title: asText(source['title']),
    quote: asText(source['text']),
  });
}

function recited(candidate: JsonObject): PlacedCitation[] {
  return objectsIn(asObject(candidate['citationMetadata'])?.['citations']).map((citation) => ({
    citation: (text) => ({
      ...defined({ url: asText(citation['uri']), title: asText(citation['title']) }),
      ...span(citation, text),
    }),
  }));
}

/** The vendor counts UTF-8 bytes, and leaves out a start of 0. */
function span(wire: JsonObject, text: string): { start?: number; end?: number } {
  const end = asCount(wire['endIndex']);
  if (end === undefined) return {};
  const bytes = Buffer.from(text, 'utf8');
  const offset = (byte: number) => bytes.subarray(0, byte).toString('utf8').length;
  return { start: offset(asCount(wire['startIndex']) ?? 0), end: offset(end) };
}

/** `citationMetadata` of the texts of one candidate; only sources with an address can be said. */
export function encodeCitations(texts: readonly TextPart[]): JsonObject | undefined {
  let before = 0;
  const citations: JsonObject[] = [];
  for (const { text, citations: sources = [] } of texts) {
    const byteOf = (offset: number | undefined) =>
      offset === undefined ? undefined : before + Buffer.byteLength(text.slice(0, offset), 'utf8');
    for (const { url, title, start, end } of sources) {
      if (url === undefined) continue;
      citations.push(defined({ startIndex: byteOf(start), endIndex: byteOf(end), uri: url, title }));
    }
    before += Buffer.byteLength(text, 'utf8');
  }
  return citations.length === 0 ? undefined : { citations };
}
