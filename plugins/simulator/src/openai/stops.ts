import { RequestRefused } from '../request-refused.js';
import { filledListAt, textAt } from './field-rules.js';

/** OpenAI's limit. */
const MAX_STOPS = 4;

/** Texts that end an answer. */
export function readStops(stop: unknown): readonly string[] {
  if (stop === undefined || stop === null) return [];
  if (typeof stop === 'string') return [stop];
  const stops = filledListAt(stop, 'stop').map((value, index) => textAt(value, `stop[${index}]`));
  if (stops.length <= MAX_STOPS) return stops;
  throw new RequestRefused(
    `Invalid 'stop': array too long. Expected an array with maximum length ${MAX_STOPS}, but got an array with length ${stops.length} instead.`,
    { param: 'stop', code: 'array_above_max_length' },
  );
}
