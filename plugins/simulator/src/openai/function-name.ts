import { RequestRefused } from '../request-refused.js';
import { textAt } from './field-rules.js';

const NAME = /^[a-zA-Z0-9_-]+$/;
const MAX_LENGTH = 64;

export function functionName(value: unknown, param: string): string {
  const name = textAt(value, param);
  if (!NAME.test(name))
    throw new RequestRefused(
      `Invalid '${param}': string does not match pattern. Expected a string that matches the pattern '${NAME.source}'.`,
      { param, code: 'invalid_value' },
    );
  if (name.length <= MAX_LENGTH) return name;
  throw new RequestRefused(
    `Invalid '${param}': string too long. Expected a string with maximum length ${MAX_LENGTH}, but got a string with length ${name.length} instead.`,
    { param, code: 'string_above_max_length' },
  );
}
