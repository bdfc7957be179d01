import type { ReplyReading } from '../dialect.js';
import { decodeUtf8, parseObject } from '../json/decode.js';
import { blockReason, isFilteredReason, readCandidates } from './candidate.js';
import { errorIn, inStreamFailure } from './failure.js';
import { readGeminiUsage } from './usage.js';

/** Judges a whole reply: a 200 is no proof of an answer. */
export function readGeminiReply(body: Uint8Array): ReplyReading {
  const text = decodeUtf8(body);
  const error = errorIn(text);
  if (error !== undefined) return { verdict: 'error', failure: inStreamFailure(error) };
  const reply = parseObject(text);
  if (reply === undefined) return { verdict: body.length === 0 ? 'empty' : 'malformed' };
  const usage = readGeminiUsage(reply['usageMetadata']);
  const candidates = readCandidates(reply);
  const blocked = blockReason(reply) !== undefined;
  const answered = candidates.some(
    ({ hasContent, finishReason }) => hasContent || finishReason !== undefined,
  );
  const filtered = blocked || candidates.some(({ finishReason }) => isFilteredReason(finishReason));
  return {
    verdict: answered || blocked ? 'ok' : 'empty',
    ...(usage && { usage }),
    ...(filtered && { filtered }),
  };
}
