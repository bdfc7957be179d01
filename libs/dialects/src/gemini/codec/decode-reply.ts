import type { Choice, Citation, Part, Reply, TextPart } from '@fairlead/plugin-sdk';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { decoding, FieldReader } from '../../json/field-reader.js';
import { blockReason } from '../candidate.js';
import { objectsIn } from '../objects.js';
import { CallIds } from './call-ids.js';
import { choiceExtras, readCandidate } from './candidate-fields.js';
import { readCitations, type PlacedCitation } from './citations.js';
import { decodePart } from './decode-part.js';
import { decodeFinishReason } from './finish-reason.js';
import { decodeLogprobs } from './logprobs.js';
import { ownExtras } from './own-extras.js';
import { readReplyHead } from './reply-head.js';
import { decodeUsage } from './reply-usage.js';

export function decodeGeminiReply(body: JsonObject): Reply {
  const head = readReplyHead(body);
  const ids = new CallIds(head.id);
  const choices = objectsIn(body['candidates']).map((candidate, position) =>
    decodeCandidate(candidate, position, ids),
  );
  return {
    ...head,
    choices: choices.length > 0 ? choices.sort((a, b) => a.index - b.index) : [unanswered(body)],
    ...defined({ usage: decodeUsage(body['usageMetadata']) }),
  };
}

/** A prompt that was turned away has no candidates. */
function unanswered(body: JsonObject): Choice {
  const reason = blockReason(body) === undefined ? 'other' : 'content_filter';
  return { index: 0, parts: [], finish: { reason } };
}

function decodeCandidate(candidate: JsonObject, position: number, ids: CallIds): Choice {
  const { index, wireParts, finishReason } = readCandidate(candidate, position);
  const groups = wireParts.map((part) => decodeReplyPart(part, ids));
  const parts = cited(groups, readCitations(candidate));
  const reason = decodeFinishReason(
    finishReason,
    parts.some(({ kind }) => kind === 'tool_call'),
  );
  return {
    index,
    parts,
    finish: { reason },
    ...defined({ logprobs: decodeLogprobs(candidate['logprobsResult']) }),
    ...ownExtras(choiceExtras(candidate, reason)),
  };
}

/** A part of a reply; one that cannot be read stays as it is. */
export function decodeReplyPart(part: JsonObject, ids: CallIds): Part[] {
  const decoded = decoding(() => decodePart(new FieldReader(part), ids));
  return decoded.ok ? decoded.value : [{ kind: 'vendor', dialect: 'gemini', value: part }];
}

/** @param groups what each part of the wire became */
function cited(groups: readonly Part[][], citations: readonly PlacedCitation[]): Part[] {
  const parts = groups.flat();
  const first = parts.find(isText);
  const sources = new Map<Part, Citation[]>();
  for (const { part, citation } of citations) {
    const text = groups[part ?? -1]?.find(isText) ?? first;
    if (text === undefined) continue;
    sources.set(text, [...(sources.get(text) ?? []), citation(text.text)]);
  }
  return parts.map((part) => {
    const found = sources.get(part);
    return found === undefined || part.kind !== 'text' ? part : { ...part, citations: found };
  });
}

function isText(part: Part): part is TextPart {
  return part.kind === 'text';
}
