import type { DialectError } from '../../dialect-error.js';
import { defined } from '../../json/defined.js';
import type { JsonObject } from '../../json/decode.js';
import { responseFrame } from './response-frame.js';

/**
 * `error`, then `response.failed`: most libraries raise the first, some read only the second. The error stands in the
 * first one twice, at the top and in an object, because both are in use.
 *
 * @param sequence number of the first of the two
 * @param response as far as the stream has shown it
 */
export function failedEvents(error: DialectError, sequence: number, response: JsonObject): string {
  const { status, message, type, param, fairlead } = error;
  const code = error.code ?? (status === 429 ? 'rate_limit_exceeded' : 'server_error');
  const said = { code, message, param: param ?? null };
  return (
    writeEvent({
      type: 'error',
      sequence_number: sequence,
      ...said,
      error: defined({ type: type ?? code, ...said, fairlead }),
    }) +
    writeEvent({
      type: 'response.failed',
      sequence_number: sequence + 1,
      response: { ...responseFrame(), ...response, status: 'failed', error: { code, message } },
    })
  );
}

/** One whole event; its name is its type. */
export function writeEvent(event: { readonly type: string } & JsonObject): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
