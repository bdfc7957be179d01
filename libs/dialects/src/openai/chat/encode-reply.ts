import type { EncodingContext } from '../../codec.js';
import { toDataUrl } from '../../form/data-url.js';
import type { Choice, MediaPart, Part, Reply } from '../../form/index.js';
import { asObject, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { writeLogprobs } from '../logprobs.js';
import { writeAnnotation } from './citations.js';
import { encodeCall } from './encode-messages.js';
import { writeFinish } from './finish.js';
import { ownExtras } from './own.js';
import { writeDetail } from './reasoning-details.js';
import { carriers } from './signed-calls.js';
import { writeUsage } from './write-usage.js';

/** A chat completion with every key that clients expect, also where there is nothing to say. */
export function encodeReply(reply: Reply, { seed, nowS, conversation }: EncodingContext): JsonObject {
  return {
    id: reply.id ?? `chatcmpl-${seed}`,
    object: 'chat.completion',
    created: reply.createdS ?? nowS,
    model: reply.model ?? conversation.model,
    choices: reply.choices.map(encodeChoice),
    ...defined({
      usage: reply.usage && writeUsage(reply.usage),
      service_tier: reply.serviceTier && writeTier(reply.serviceTier),
    }),
    ...ownExtras(reply),
  };
}

const TIERS = new Set(['auto', 'default', 'flex', 'scale', 'priority']);

/** Clients know no other names. */
export function writeTier(tier: string): string {
  return TIERS.has(tier) ? tier : 'default';
}

function encodeChoice(choice: Choice): JsonObject {
  const { index, parts, finish, logprobs } = choice;
  const own = ownExtras(choice);
  const textLogprobs = parts.flatMap((part) => (part.kind === 'text' ? (part.logprobs ?? []) : []));
  const all = logprobs ?? (textLogprobs.length > 0 ? textLogprobs : undefined);
  return {
    index,
    message: withKept(encodeMessage(parts), asObject(own['message'])),
    logprobs: all === undefined ? null : { content: writeLogprobs(all), refusal: null },
    finish_reason: writeFinish(finish),
    ...asObject(own['choice']),
  };
}

/** A call of the deprecated kind is kept as it was. */
function withKept({ tool_calls, ...message }: JsonObject, kept: JsonObject = {}): JsonObject {
  const calls = tool_calls === undefined || kept['function_call'] ? {} : { tool_calls };
  return { ...message, ...calls, ...kept };
}

function encodeMessage(parts: readonly Part[]): JsonObject {
  const text = joined(parts, 'text');
  const refusal = joined(parts, 'refusal');
  const thoughts = joined(parts, 'reasoning');
  const calls = parts.filter((part) => part.kind === 'tool_call');
  const details = carriers(parts)
    .map(writeDetail)
    .filter((detail) => detail !== undefined);
  const annotations = annotationsOf(parts);
  const images = parts.filter((part) => part.kind === 'media' && part.media === 'image') as MediaPart[];
  return {
    role: 'assistant',
    content: text ?? null,
    refusal: refusal ?? null,
    ...(thoughts !== undefined && { reasoning_content: thoughts }),
    ...(details.length > 0 && { reasoning_details: details }),
    ...(annotations.length > 0 && { annotations }),
    ...(images.length > 0 && { images: images.map(encodeImage) }),
    ...(calls.length > 0 && { tool_calls: calls.map(encodeCall) }),
  };
}

/** Undefined where there is none: an answer without text has `content: null`. */
function joined(parts: readonly Part[], kind: 'text' | 'refusal' | 'reasoning'): string | undefined {
  const texts = parts.flatMap((part) => (part.kind === kind && part.text !== '' ? [part.text] : []));
  if (texts.length > 0) return texts.join(kind === 'reasoning' ? '\n\n' : '');
  return kind === 'text' && parts.some((part) => part.kind === 'text') ? '' : undefined;
}

/** Offsets count from the start of the whole text, which the parts are joined into. */
function annotationsOf(parts: readonly Part[]): JsonObject[] {
  let before = 0;
  return parts.flatMap((part) => {
    if (part.kind !== 'text') return [];
    const start = before;
    before += part.text.length;
    const moved = (part.citations ?? []).map((citation) =>
      start === 0
        ? citation
        : {
            ...citation,
            start: start + (citation.start ?? 0),
            end: start + (citation.end ?? part.text.length),
          },
    );
    return moved.map((citation) => writeAnnotation(citation, before)).filter((one) => one !== undefined);
  });
}

/** Images have no place in the original; relays and their clients put them here. */
export function encodeImage({ source, mediaType = 'image/png' }: MediaPart): JsonObject {
  const url =
    source.from === 'url' ? source.url : source.from === 'data' ? toDataUrl(mediaType, source.base64) : '';
  return { type: 'image_url', image_url: { url } };
}
