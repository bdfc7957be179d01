import Anthropic from '@anthropic-ai/sdk';
import type { Call } from '../../client.js';

export function connect({ baseUrl, apiKey }: Call): Anthropic {
  return new Anthropic({ baseURL: baseUrl, apiKey, maxRetries: 0 });
}

export function saysNotFound(error: unknown): boolean {
  return error instanceof Anthropic.NotFoundError && error.type === 'not_found_error';
}

export function saysBroken(error: unknown): boolean {
  return error instanceof Anthropic.AnthropicError;
}
