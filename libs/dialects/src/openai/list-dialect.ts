import type { TokenUsage } from '@fairlead/plugin-sdk';
import type { Dialect } from '../dialect.js';
import { asArray, decodeUtf8, parseObject, type JsonObject } from '../json/decode.js';
import { inStreamFailure } from './failure.js';
import { family } from './family.js';
import { readOpenAiRequest } from './request.js';

/**
 * A dialect whose reply is a list and never a stream.
 *
 * @param list the field that holds it
 * @param what is asked for, as the beginning of a sentence
 */
export function listDialect(
  what: string,
  list: 'data' | 'results',
  readUsage: (reply: JsonObject) => TokenUsage | undefined,
): Omit<Dialect, 'name' | 'operation'> {
  return {
    ...family,
    readRequest(body) {
      const reading = readOpenAiRequest(body);
      if (!reading.ok || !reading.request.stream) return reading;
      const message = `${what} cannot be streamed.`;
      return { ok: false, message, param: 'stream', code: 'unsupported_parameter' };
    },
    readReply(body) {
      const reply = parseObject(decodeUtf8(body));
      if (reply === undefined) return { verdict: body.length === 0 ? 'empty' : 'malformed' };
      const error = reply['error'];
      if (error !== undefined && error !== null)
        return { verdict: 'error', failure: inStreamFailure(error, 500) };
      const usage = readUsage(reply);
      return { verdict: asArray(reply[list]).length > 0 ? 'ok' : 'empty', ...(usage && { usage }) };
    },
  };
}
