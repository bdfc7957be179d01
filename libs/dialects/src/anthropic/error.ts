import type { DialectError } from '../dialect-error.js';
import { defined } from '../json/defined.js';
import { errorTypeOf, isErrorType } from './failure.js';
import { threadDetails } from './threads.js';

/** `{"type": "error", "error": {type, message}, request_id, fairlead}`; code and field are in the last one. */
export function messagesErrorBody(error: DialectError): Uint8Array {
  return Buffer.from(JSON.stringify(messagesError(error)), 'utf8');
}

/** The same object as an `error` event: every client library raises it. */
export function messagesErrorEvent(error: DialectError): string {
  return `event: error\ndata: ${JSON.stringify(messagesError(error))}\n\n`;
}

function messagesError(error: DialectError): object {
  const { message, code, param, fairlead } = error;
  const facts = defined({ ...fairlead, code, param });
  return {
    type: 'error',
    error: defined({ type: typeOf(error), message, details: threadDetails(error) }),
    ...defined({ request_id: fairlead?.['request_id'] }),
    ...(Object.keys(facts).length > 0 && { fairlead: facts }),
  };
}

/** Another dialect's word for every error of a request is here the word for those that have none of their own. */
function typeOf({ status, type }: DialectError): string {
  const byStatus = errorTypeOf(status);
  return type === undefined || type === 'invalid_request_error' || !isErrorType(type) ? byStatus : type;
}
