import { asArray, asObject, asText, type JsonObject } from '../json/decode.js';
import { objectsIn } from './objects.js';

/** What one candidate of a chunk or of a whole reply brings. */
interface CandidateReading {
  readonly index: number;
  readonly hasContent: boolean;
  readonly finishReason?: string;
}

/** Finish reasons by which the vendor's content policy cut or withheld the output. */
const FILTERED = new Set([
  'SAFETY',
  'RECITATION',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'IMAGE_SAFETY',
  'IMAGE_PROHIBITED_CONTENT',
  'IMAGE_RECITATION',
]);

export function readCandidates(body: JsonObject): CandidateReading[] {
  return objectsIn(body['candidates']).map(readCandidate);
}

export function isFilteredReason(finishReason: string | undefined): boolean {
  return finishReason !== undefined && FILTERED.has(finishReason);
}

/** Why the prompt was turned away; such a reply has no candidates, and is an answer all the same. */
export function blockReason(body: JsonObject): string | undefined {
  return asText(asObject(body['promptFeedback'])?.['blockReason']);
}

function readCandidate(candidate: JsonObject, position: number): CandidateReading {
  const finishReason = asText(candidate['finishReason']);
  const parts = asArray(asObject(candidate['content'])?.['parts']);
  return {
    index: typeof candidate['index'] === 'number' ? candidate['index'] : position,
    hasContent: parts.some(bringsContent),
    ...(finishReason !== undefined && { finishReason }),
  };
}

/** Anything but an empty text: thoughts, calls, images, code. A signature alone is proof of work too. */
function bringsContent(value: unknown): boolean {
  const part = asObject(value);
  if (part === undefined) return false;
  return Object.entries(part).some(([key, field]) => key !== 'thought' && field !== '' && field !== null);
}
