import type { Ask } from '../ask/ask.js';
import type { JsonMap } from '../json-map.js';
import { listOf, numberAt, proto, refuse, textAt, wrongValue } from './proto.js';
import { readSchema } from './read-schema.js';

const CONFIG_FIELDS = [
  'stopSequences',
  'responseMimeType',
  'responseSchema',
  'responseJsonSchema',
  'responseModalities',
  'responseFormat',
  'candidateCount',
  'maxOutputTokens',
  'temperature',
  'topP',
  'topK',
  'seed',
  'presencePenalty',
  'frequencyPenalty',
  'responseLogprobs',
  'logprobs',
  'enableEnhancedCivicAnswers',
  'speechConfig',
  'thinkingConfig',
  'imageConfig',
  'mediaResolution',
];

const AT = 'generation_config';
const MAX_CANDIDATES = 8;
const MAX_STOPS = 5;
const MIME_TYPES = ['text/plain', 'application/json', 'text/x.enum'];
const LEVELS = ['MINIMAL', 'LOW', 'MEDIUM', 'HIGH'];

export type GenerationConfig = Pick<
  Ask,
  'maxTokens' | 'replySchema' | 'candidates' | 'stopSequences' | 'thinks'
> & {
  readonly showsThought: boolean;
};

export function readGenerationConfig(value: unknown): GenerationConfig {
  const config = value === undefined ? {} : proto(value, CONFIG_FIELDS, AT);
  const maxTokens = numberAt(config, 'maxOutputTokens', AT);
  if (maxTokens !== undefined && maxTokens <= 0) refuse('max_output_tokens must be positive.');
  inRange(config, 'temperature', 0, 2);
  inRange(config, 'topP', 0, 1);
  const candidates = numberAt(config, 'candidateCount', AT) ?? 1;
  if (candidates < 1 || candidates > MAX_CANDIDATES)
    refuse(`candidate_count must be in the range [1, ${MAX_CANDIDATES}].`);
  const stopSequences = listOf(config['stopSequences']).map(String);
  if (stopSequences.length > MAX_STOPS) refuse(`The number of stop_sequences must not exceed ${MAX_STOPS}.`);
  return { maxTokens, candidates, stopSequences, replySchema: replySchema(config), ...readThinking(config) };
}

function replySchema(config: JsonMap): unknown {
  const { responseSchema, responseJsonSchema } = config;
  const mimeType = textAt(config, 'responseMimeType', AT) ?? 'text/plain';
  if (!MIME_TYPES.includes(mimeType))
    refuse(
      `* GenerateContentRequest.generation_config.response_mime_type: allowed mimetypes are \`${MIME_TYPES.join('`, `')}\`.\n`,
    );
  if (responseSchema !== undefined && responseJsonSchema !== undefined)
    refuse('Only one of response_schema and response_json_schema may be set.');
  const schema =
    responseSchema === undefined ? responseJsonSchema : readSchema(responseSchema, `${AT}.response_schema`);
  if (schema !== undefined && mimeType === 'text/plain')
    refuse('Response schema is only supported with response mime type application/json or text/x.enum.');
  return schema ?? (mimeType === 'application/json' ? { type: 'object' } : undefined);
}

function readThinking(config: JsonMap): Pick<GenerationConfig, 'thinks' | 'showsThought'> {
  if (config['thinkingConfig'] === undefined) return { thinks: false, showsThought: false };
  const at = `${AT}.thinking_config`;
  const given = proto(config['thinkingConfig'], ['includeThoughts', 'thinkingBudget', 'thinkingLevel'], at);
  const budget = numberAt(given, 'thinkingBudget', at);
  const level = textAt(given, 'thinkingLevel', at)?.toUpperCase();
  if (level !== undefined && !LEVELS.includes(level))
    wrongValue(given['thinkingLevel'], `${at}.thinking_level`, 'TYPE_ENUM');
  if (budget !== undefined && level !== undefined)
    refuse('You can only set one of thinking budget and thinking level.');
  if (budget !== undefined && budget < -1) refuse('The thinking budget must be -1 or more.');
  const shows = given['includeThoughts'] === true;
  return {
    thinks: budget === 0 ? false : shows || budget !== undefined || level !== undefined,
    showsThought: shows,
  };
}

function inRange(config: JsonMap, name: string, least: number, most: number): void {
  const value = numberAt(config, name, AT);
  if (value !== undefined && (value < least || value > most))
    refuse(`* GenerateContentRequest.${AT}.${name}: ${name} must be in the range [${least}, ${most}].\n`);
}
