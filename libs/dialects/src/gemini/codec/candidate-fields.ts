import type { FinishReason } from '@fairlead/plugin-sdk';
import { asCount, asObject, asText, type JsonObject } from '../../json/decode.js';
import { objectsIn } from '../objects.js';
import { encodeFinishReason } from './finish-reason.js';

interface CandidateFields {
  readonly index: number;
  readonly wireParts: readonly JsonObject[];
  readonly finishReason?: string;
}

/** @param position of the candidate in its list, which is its index where it states none */
export function readCandidate(candidate: JsonObject, position: number): CandidateFields {
  const finishReason = asText(candidate['finishReason']);
  return {
    index: asCount(candidate['index']) ?? position,
    wireParts: objectsIn(asObject(candidate['content'])?.['parts']),
    ...(finishReason !== undefined && { finishReason }),
  };
}

/** What only this dialect says of a candidate, with the finish reason where the form's word says less. */
export function choiceExtras(candidate: JsonObject, reason: FinishReason): JsonObject {
  const { index: _index, content: _content, finishReason, ...rest } = candidate;
  const exact = encodeFinishReason(reason) !== finishReason && asText(finishReason) !== undefined;
  return { ...rest, ...(exact && { finishReason }) };
}
