import type { CallShape, Decoded } from '../../codec.js';
import {
  EFFORTS,
  type Conversation,
  type Message,
  type OutputForm,
  type Reasoning,
} from '../../form/index.js';
import { asObject, asText, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { decoding, FieldReader } from '../../json/field-reader.js';
import { readTier } from '../service-tier.js';
import { decodeInput } from './decode-items.js';
import { decodeTool, decodeToolChoice } from './decode-tools.js';
import { keep, OWN } from './own.js';
import { keptState } from './request-shape.js';

/** What `include` asks for and the form has a word for. */
export const INCLUDE_SEALED = 'reasoning.encrypted_content';
export const INCLUDE_LOGPROBS = 'message.output_text.logprobs';

export function decodeRequest(body: JsonObject, call: CallShape): Decoded<Conversation> {
  return decoding(() => read(new FieldReader(body), call));
}

function read(body: FieldReader, call: CallShape): Conversation {
  const include = body.texts('include') ?? [];
  const kept = keptState(body.object) ?? templateId(body.object);
  const messages = [...decodeInstructions(body), ...decodeInput(body)];
  if (messages.length === 0 && kept === undefined) body.fail('input', 'is required.');
  const text = body.child('text');
  const output = decodeFormat(text?.child('format'));
  const temperature = body.number('temperature');
  const topP = body.number('top_p');
  const safetyIdentifier = body.text('safety_identifier');
  const decoded = defined({
    model: body.text('model') ?? call.model,
    stream: body.flag('stream') ?? call.stream,
    // A request may say nothing itself and go on from what is kept.
    messages: messages.length > 0 ? messages : [{ role: 'user' as const, parts: [] }],
    tools: body.children('tools')?.map(decodeTool),
    toolChoice: decodeToolChoice(body),
    parallelToolCalls: body.flag('parallel_tool_calls'),
    maxOutputTokens: body.count('max_output_tokens'),
    sampling: temperature === undefined && topP === undefined ? undefined : defined({ temperature, topP }),
    reasoning: decodeReasoningWish(body, include.includes(INCLUDE_SEALED)),
    output,
    verbosity: text?.text('verbosity'),
    logprobs: decodeLogprobsWish(body, include.includes(INCLUDE_LOGPROBS)),
    cacheKey: body.text('prompt_cache_key'),
    cacheRetention: body.text('prompt_cache_retention'),
    serviceTier: readTier(body),
    user: body.text('user') ?? safetyIdentifier,
    metadata: body.plain('metadata'),
    store: body.flag('store'),
    previousReplyId: body.text('previous_response_id') ?? kept,
  });
  const others = include.filter((what) => what !== INCLUDE_SEALED && what !== INCLUDE_LOGPROBS);
  return {
    ...decoded,
    ...keep({
      ...body.rest(),
      safety_identifier: safetyIdentifier,
      text: text?.rest(),
      include: others.length > 0 ? others : undefined,
      reasoning: body.child('reasoning') && reasoningRest(body),
    }),
  };
}

/** A prompt that the provider keeps under an id is what the request goes on from, as much as an earlier response. */
export function templateId(fields: JsonObject): string | undefined {
  return asText(asObject(fields['prompt'])?.['id']);
}

/** `instructions` stands before everything, and is marked because a system message in `input` is something else. */
function decodeInstructions(body: FieldReader): Message[] {
  const text = body.text('instructions');
  if (text === undefined) return [];
  return [{ role: 'system', parts: [{ kind: 'text', text }], extras: { [OWN]: { instructions: true } } }];
}

function decodeFormat(format: FieldReader | undefined): OutputForm | undefined {
  switch (format?.word('type', ['text', 'json_object', 'json_schema'])) {
    case 'json_object':
      return { kind: 'json' };
    case 'json_schema':
      return defined({
        kind: 'schema' as const,
        schema: format!.need('schema', format!.plain('schema')),
        name: format!.text('name'),
        description: format!.text('description'),
        strict: format!.flag('strict'),
      });
    default:
      return undefined;
  }
}

function decodeReasoningWish(body: FieldReader, sealed: boolean): Reasoning | undefined {
  const wish = body.child('reasoning');
  const reasoning = defined({
    effort: wish?.word('effort', EFFORTS),
    // The second name is the older one.
    show:
      wish?.word('summary', ['auto', 'concise', 'detailed']) ??
      wish?.word('generate_summary', ['auto', 'concise', 'detailed']),
    sealed: sealed || undefined,
  });
  return Object.keys(reasoning).length > 0 ? reasoning : undefined;
}

function reasoningRest(body: FieldReader): JsonObject | undefined {
  const wish = body.child('reasoning')!;
  wish.skip('effort', 'summary', 'generate_summary');
  return wish.rest();
}

function decodeLogprobsWish(body: FieldReader, included: boolean): Conversation['logprobs'] {
  const top = body.count('top_logprobs');
  if (!included && !top) return undefined;
  return top === undefined ? {} : { top };
}
