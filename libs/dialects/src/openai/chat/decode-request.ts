import type { CallShape, Decoded } from '../../codec.js';
import {
  EFFORTS,
  type Conversation,
  type OutputForm,
  type Reasoning,
  type Sampling,
} from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { decoding, FieldReader } from '../../json/field-reader.js';
import { readTier } from '../service-tier.js';
import { decodeMessages } from './decode-messages.js';
import { decodeTools, decodeToolChoice } from './decode-tools.js';
import { keep } from './own.js';

export function decodeRequest(body: JsonObject, call: CallShape): Decoded<Conversation> {
  return decoding(() => read(new FieldReader(body), call));
}

function read(body: FieldReader, call: CallShape): Conversation {
  const decoded = defined({
    model: body.text('model') ?? call.model,
    stream: body.flag('stream') ?? call.stream,
    messages: decodeMessages(body),
    tools: decodeTools(body),
    toolChoice: decodeToolChoice(body),
    parallelToolCalls: body.flag('parallel_tool_calls'),
    maxOutputTokens: body.count('max_completion_tokens') ?? body.count('max_tokens'),
    sampling: decodeSampling(body),
    stop: decodeStop(body),
    choices: body.count('n'),
    reasoning: decodeReasoningWish(body),
    output: decodeFormat(body.child('response_format')),
    verbosity: body.text('verbosity'),
    modalities: decodeModalities(body),
    speech: body.plain('audio'),
    logprobs: decodeLogprobsWish(body),
    cacheKey: body.text('prompt_cache_key'),
    cacheRetention: body.text('prompt_cache_retention'),
    serviceTier: readTier(body),
    user: body.text('user') ?? body.text('safety_identifier'),
    metadata: body.plain('metadata'),
    store: body.flag('store'),
    includeUsage: body.child('stream_options')?.flag('include_usage'),
  });
  body.skip('max_tokens', 'safety_identifier');
  return { ...decoded, ...keep(body.rest()) };
}

function decodeSampling(body: FieldReader): Sampling | undefined {
  const sampling = defined({
    temperature: body.number('temperature'),
    topP: body.number('top_p'),
    // Not of the original, but most servers that run models themselves take it.
    topK: body.number('top_k'),
    presencePenalty: body.number('presence_penalty'),
    frequencyPenalty: body.number('frequency_penalty'),
    seed: body.number('seed'),
    logitBias: body.plain('logit_bias') as Record<string, number> | undefined,
  });
  return Object.keys(sampling).length === 0 ? undefined : sampling;
}

function decodeStop(body: FieldReader): readonly string[] | undefined {
  const stop = body.raw('stop');
  return typeof stop === 'string' ? [stop] : body.texts('stop');
}

/** The word of the original, and the object that relays use for what it cannot say. */
function decodeReasoningWish(body: FieldReader): Reasoning | undefined {
  const wish = body.child('reasoning');
  // With servers that know the word `default`, it is the same as none said.
  const said = body.word('reasoning_effort', [...EFFORTS, 'default']);
  const effort =
    (said === 'default' ? undefined : said) ??
    wish?.word('effort', EFFORTS) ??
    (wish?.flag('enabled') === false ? 'none' : undefined);
  const reasoning = defined({
    effort,
    budgetTokens: wish?.count('max_tokens'),
    adaptive: wish?.flag('enabled') === true ? true : undefined,
    show: wish?.flag('exclude') === true ? ('none' as const) : undefined,
  });
  return Object.keys(reasoning).length === 0 ? undefined : reasoning;
}

function decodeFormat(format: FieldReader | undefined): OutputForm | undefined {
  switch (format?.word('type', ['text', 'json_object', 'json_schema'])) {
    case 'json_object':
      return { kind: 'json' };
    case 'json_schema': {
      const held = format!.need('json_schema', format!.child('json_schema'));
      return defined({
        kind: 'schema' as const,
        schema: held.need('schema', held.plain('schema')),
        name: held.text('name'),
        description: held.text('description'),
        strict: held.flag('strict'),
      });
    }
    default:
      return undefined;
  }
}

function decodeModalities(body: FieldReader): ('audio' | 'image')[] | undefined {
  const beyondText = (body.texts('modalities') ?? []).filter((one) => one === 'audio' || one === 'image');
  return beyondText.length === 0 ? undefined : beyondText;
}

function decodeLogprobsWish(body: FieldReader): Conversation['logprobs'] {
  const top = body.count('top_logprobs');
  return body.flag('logprobs') === true ? defined({ top }) : undefined;
}
