import type { EncodingContext } from '../../codec.js';
import type { Choice, Part, Reply } from '@fairlead/plugin-sdk';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { blockReason } from '../candidate.js';
import { unlessEmpty } from '../objects.js';
import { encodeCitations } from './citations.js';
import { encodeReplyPart } from './encode-reply-part.js';
import { encodeFinishReason } from './finish-reason.js';
import { encodeLogprobs } from './logprobs.js';
import { writeReplyHead } from './reply-head.js';
import { encodeUsage } from './reply-usage.js';

export function encodeGeminiReply(reply: Reply, { seed, conversation }: EncodingContext): JsonObject {
  const { choices, usage, serviceTier } = reply;
  const tier = usage && serviceTier !== undefined ? { serviceTier } : {};
  return {
    ...(!isTurnedAway(reply) && { candidates: choices.map(encodeChoice) }),
    ...defined({ usageMetadata: usage && { ...tier, ...encodeUsage(usage) } }),
    ...writeReplyHead(reply, seed, conversation.model),
  };
}

/** A prompt that this vendor turned away: the reply says why, and has no candidates. */
function isTurnedAway({ choices, extras }: Reply): boolean {
  return blockReason(extras?.gemini ?? {}) !== undefined && choices.every(({ parts }) => parts.length === 0);
}

function encodeChoice({ index, parts, finish, logprobs, extras }: Choice): JsonObject {
  const written = parts.flatMap(encodeReplyPart);
  const own = extras?.gemini ?? {};
  const texts = parts.filter(isText);
  const tokens = logprobs ?? unlessEmpty(texts.flatMap((text) => text.logprobs ?? []));
  const citations = 'groundingMetadata' in own ? undefined : encodeCitations(texts);
  return {
    content: { ...(written.length > 0 && { parts: written }), role: 'model' },
    finishReason: encodeFinishReason(finish.reason),
    index,
    ...defined({
      citationMetadata: citations,
      logprobsResult: tokens && encodeLogprobs(tokens),
    }),
    ...own,
  };
}

function isText(part: Part): part is Part & { kind: 'text' } {
  return part.kind === 'text';
}
