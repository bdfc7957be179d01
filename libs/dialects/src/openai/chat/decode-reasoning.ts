import type { ReasoningPart } from '../../form/index.js';
import { asText, type JsonObject } from '../../json/decode.js';
import { decodeDetails, MARK } from './reasoning-details.js';

/** Thoughts in a message or a delta, under whichever of their names; details say more than plain text. */
export function decodeReasoning(message: JsonObject): ReasoningPart[] {
  const details = decodeDetails(message['reasoning_details']);
  if (details.some(({ text }) => text !== '')) return details;
  const text = asText(message['reasoning_content']) ?? asText(message['reasoning']);
  return text === undefined ? details : [{ kind: 'reasoning', text, signature: MARK }, ...details];
}

/** The fields that hold thoughts, for whoever keeps what it read. */
export const REASONING_FIELDS = ['reasoning_content', 'reasoning', 'reasoning_details'] as const;
