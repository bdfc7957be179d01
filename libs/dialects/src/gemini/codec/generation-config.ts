import type { Conversation, OutputForm } from '@fairlead/plugin-sdk';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import type { FieldReader } from '../../json/field-reader.js';
import { merged, unlessEmpty } from '../objects.js';
import { jsonSchemaOf } from './schema.js';
import { decodeThinking, encodeThinking } from './thinking.js';

/** The vendor refuses more. */
const MAX_STOPS = 5;

const JSON_TYPE = 'application/json';

/** `generationConfig`: what it says of the answer, and the fields that only this dialect has. */
export function decodeGenerationConfig(config: FieldReader): Partial<Conversation> & { rest?: JsonObject } {
  const thinking = config.child('thinkingConfig');
  const fields = {
    maxOutputTokens: config.count('maxOutputTokens'),
    stop: config.texts('stopSequences'),
    choices: config.count('candidateCount'),
    sampling: unlessEmpty(
      defined({
        temperature: config.number('temperature'),
        topP: config.number('topP'),
        topK: config.number('topK'),
        presencePenalty: config.number('presencePenalty'),
        frequencyPenalty: config.number('frequencyPenalty'),
        seed: config.number('seed'),
      }),
    ),
    reasoning: thinking && decodeThinking(thinking),
    output: decodeOutput(config),
    modalities: decodeModalities(config),
    logprobs: decodeLogprobs(config),
  };
  const rest = { ...config.rest(), ...defined({ thinkingConfig: thinking?.rest() }) };
  return defined({ ...fields, rest: unlessEmpty(rest) });
}

/** Other types than JSON (text is the default) stay as they are. */
function decodeOutput(config: FieldReader): OutputForm | undefined {
  if (config.object['responseMimeType'] === 'text/plain') config.skip('responseMimeType');
  if (config.object['responseMimeType'] !== JSON_TYPE) return undefined;
  config.skip('responseMimeType');
  const own = config.plain('responseSchema');
  const schema = config.plain('responseJsonSchema') ?? (own && jsonSchemaOf(own));
  return schema === undefined ? { kind: 'json' } : { kind: 'schema', schema };
}

/** Text is always meant. */
function decodeModalities(config: FieldReader): Conversation['modalities'] {
  const words = config.texts('responseModalities')?.map((word) => word.toLowerCase());
  const modalities = (['audio', 'image'] as const).filter((modality) => words?.includes(modality));
  return modalities.length > 0 ? modalities : undefined;
}

function decodeLogprobs(config: FieldReader): Conversation['logprobs'] {
  if (config.object['responseLogprobs'] !== true) return undefined;
  config.skip('responseLogprobs');
  return defined({ top: config.count('logprobs') });
}

/** @returns undefined where nothing is asked of the answer */
export function encodeGenerationConfig(
  conversation: Conversation,
  model: string,
  rest: JsonObject,
): JsonObject | undefined {
  const { sampling, reasoning, output, modalities, logprobs } = conversation;
  const config = defined({
    maxOutputTokens: conversation.maxOutputTokens,
    stopSequences: conversation.stop?.slice(0, MAX_STOPS),
    candidateCount: conversation.choices,
    temperature: sampling?.temperature,
    topP: sampling?.topP,
    topK: sampling?.topK,
    presencePenalty: sampling?.presencePenalty,
    frequencyPenalty: sampling?.frequencyPenalty,
    seed: sampling?.seed,
    thinkingConfig: reasoning && unlessEmpty(encodeThinking(reasoning, model)),
    responseMimeType: output && JSON_TYPE,
    responseJsonSchema: output?.kind === 'schema' ? output.schema : undefined,
    responseModalities: modalities && encodeModalities(modalities),
    responseLogprobs: logprobs && true,
    logprobs: logprobs?.top,
  });
  return unlessEmpty(merged(config, rest));
}

/** Models that speak write no text beside it; models that draw do. */
function encodeModalities(modalities: readonly string[]): string[] {
  const words = modalities.map((modality) => modality.toUpperCase());
  return modalities.includes('audio') ? words : ['TEXT', ...words];
}
