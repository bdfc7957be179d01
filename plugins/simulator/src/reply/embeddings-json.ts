import { hash32, seededRng } from '@fairlead/plugin-sdk';
import type { JsonMap } from '../json-map.js';
import { RequestRefused } from '../request-refused.js';
import { countTokens } from './tokens.js';

const DEFAULT_DIMENSIONS = 256;
/** The widest vector that public models give. */
const MAX_DIMENSIONS = 8192;

/** @throws RequestRefused when a real provider would refuse the request too */
export function embeddingsJson(body: JsonMap, model: string): string {
  const inputs = readInputs(body['input']);
  const dimensions = readDimensions(body['dimensions']);
  const promptTokens = inputs.reduce((sum, input) => sum + tokensOf(input), 0);
  return JSON.stringify({
    object: 'list',
    data: inputs.map((input, index) => {
      const vector = unitVector(`${model}:${JSON.stringify(input)}`, dimensions);
      const embedding = body['encoding_format'] === 'base64' ? toBase64(vector) : [...vector];
      return { object: 'embedding', index, embedding };
    }),
    model,
    usage: { prompt_tokens: promptTokens, total_tokens: promptTokens },
  });
}

type Input = string | readonly number[];

function readInputs(input: unknown): readonly Input[] {
  if (isInput(input)) return [input];
  if (Array.isArray(input) && input.length > 0 && input.every(isInput)) return input;
  throw new RequestRefused('input', 'must be text, token numbers, or a list of those, and not empty');
}

function isInput(value: unknown): value is Input {
  if (typeof value === 'string') return value !== '';
  return Array.isArray(value) && value.length > 0 && value.every((token) => typeof token === 'number');
}

function readDimensions(given: unknown): number {
  if (given === undefined || given === null) return DEFAULT_DIMENSIONS;
  if (typeof given === 'number' && Number.isInteger(given) && given >= 1 && given <= MAX_DIMENSIONS)
    return given;
  throw new RequestRefused('dimensions', `must be a whole number from 1 to ${MAX_DIMENSIONS}`);
}

const tokensOf = (input: Input): number => (typeof input === 'string' ? countTokens(input) : input.length);

/**
 * Length 1, and the same for the same model and input whatever the seed: two providers that serve one model are
 * expected to agree, or a failover between them would spoil an index.
 */
function unitVector(text: string, dimensions: number): Float32Array {
  const rng = seededRng(hash32(text));
  const raw = Float64Array.from({ length: dimensions }, () => rng.float() * 2 - 1);
  const length = Math.hypot(...raw);
  return Float32Array.from(raw, (value) => value / length);
}

/** Little-endian 32-bit floats, as OpenAI sends them. */
function toBase64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes.toString('base64');
}
