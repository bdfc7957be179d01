import type { Api } from '../api.js';
import { countTokens } from '../reply/tokens.js';
import { DEFAULT_DIMENSIONS, MAX_DIMENSIONS, unitVector } from '../reply/unit-vector.js';
import { RequestRefused } from '../request-refused.js';
import { wholeNumberAt } from './field-rules.js';
import { openaiFailed, openaiRefused } from './openai-error.js';

export const embeddingsApi: Api = {
  reply({ body, model }) {
    const inputs = readInputs(body['input']);
    const dimensions = wholeNumberAt(body, 'dimensions', 1, MAX_DIMENSIONS) ?? DEFAULT_DIMENSIONS;
    const promptTokens = inputs.reduce((sum, input) => sum + tokensOf(input), 0);
    const data = inputs.map((input, index) => {
      const vector = unitVector(`${model}:${JSON.stringify(input)}`, dimensions);
      const embedding = body['encoding_format'] === 'base64' ? toBase64(vector) : [...vector];
      return { object: 'embedding', index, embedding };
    });
    const usage = { prompt_tokens: promptTokens, total_tokens: promptTokens };
    return { json: { object: 'list', data, model, usage }, tokens: 1 };
  },
  refused: openaiRefused,
  failed: openaiFailed,
};

type Input = string | readonly number[];

function readInputs(input: unknown): readonly Input[] {
  if (isInput(input)) return [input];
  if (Array.isArray(input) && input.length > 0 && input.every(isInput)) return input;
  throw new RequestRefused("'input' must be text, token numbers, or a list of those, and not empty", {
    param: 'input',
    code: 'invalid_value',
  });
}

function isInput(value: unknown): value is Input {
  if (typeof value === 'string') return value !== '';
  return Array.isArray(value) && value.length > 0 && value.every((token) => typeof token === 'number');
}

const tokensOf = (input: Input): number => (typeof input === 'string' ? countTokens(input) : input.length);

/** Little-endian 32-bit floats, as OpenAI sends them. */
function toBase64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes.toString('base64');
}
