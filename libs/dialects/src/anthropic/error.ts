import type { DialectError } from '../dialect-error.js';
import { defined } from '../json/defined.js';
import { errorTypeOf, isErrorType } from './failure.js';

/** `{"type": "error", "error": {type, message}, request_id, fairlead}`; code and field are in the last one. */
export function messagesErrorBody(error: DialectError): Uint8Array {
  return Buffer.from(JSON.stringify(messagesError(error)), 'utf8');
}

/** The same object as an `error` event: every client library raises it. */
export function messagesErrorEvent(error: DialectError): string {
  return `event: error\ndata: ${JSON.stringify(messagesError(error))}\n\n`;
}

function messagesError({ status, message, type, code, param, fairlead }: DialectError): object {
  const facts = defined({ ...fairlead, code, param });
  return {
    type: 'error',
    error: { type: type !== undefined && isErrorType(type) ? type : errorTypeOf(status), message },
    ...defined({ request_id: fairlead?.['request_id'] }),
    ...(Object.keys(facts).length > 0 && { fairlead: facts }),
  };
}
