import type { ReasoningPart } from '../../form/index.js';
import { asText, type JsonObject } from '../../json/decode.js';
import { decodeDetails, MARK } from './reasoning-details.js';

/** Thoughts in a message or a delta, under whichever of their names. The text of details says more than plain text. */
export function decodeReasoning(message: JsonObject): ReasoningPart[] {
  const details = decodeDetails(message['reasoning_details']);
  const text = asText(message['reasoning_content']) ?? asText(message['reasoning']);
  if (text === undefined || details.some((detail) => detail.text !== '')) return details;
  // Some callers keep the signature apart from what it proves.
  const proof = details.findIndex(({ signature }) => signature !== undefined);
  return proof < 0
    ? [{ kind: 'reasoning', text, signature: MARK }, ...details]
    : details.map((detail, index) => (index === proof ? { ...detail, text } : detail));
}

/** The fields that hold thoughts, for whoever keeps what it read. */
export const REASONING_FIELDS = ['reasoning_content', 'reasoning', 'reasoning_details'] as const;
