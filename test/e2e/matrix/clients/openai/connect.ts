import OpenAI from 'openai';
import type { Call } from '../../client.js';

export function connect({ baseUrl, apiKey }: Call): OpenAI {
  return new OpenAI({ baseURL: `${baseUrl}/v1`, apiKey, maxRetries: 0 });
}

export function saysNotFound(error: unknown): boolean {
  return error instanceof OpenAI.NotFoundError && error.code === 'model_not_found';
}

export function saysBroken(error: unknown): boolean {
  return error instanceof OpenAI.OpenAIError;
}
