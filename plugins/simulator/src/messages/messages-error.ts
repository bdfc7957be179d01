import type { ErrorReply } from '../api.js';
import type { ErrorMode } from '../failure-mode.js';
import type { ReplyIdentity } from '../reply/reply-identity.js';
import type { RequestRefused } from '../request-refused.js';

const TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  500: 'api_error',
  529: 'overloaded_error',
};

const FAILURES: Readonly<Record<ErrorMode, { readonly status: number; readonly message: string }>> = {
  server_error: { status: 500, message: 'Internal server error' },
  overloaded: { status: 529, message: 'Overloaded' },
  rate_limited: {
    status: 429,
    message: 'This request would exceed the simulated rate limit. Please try again later.',
  },
  bad_request: { status: 400, message: 'The simulated provider refuses this request.' },
};

export function messagesRefused({ message, details }: RequestRefused, identity: ReplyIdentity): ErrorReply {
  return errorReply(details.status ?? 400, message, identity, details.facts);
}

export function messagesFailed(mode: ErrorMode, identity: ReplyIdentity): ErrorReply {
  const { status, message } = FAILURES[mode];
  const reply = errorReply(status, message, identity);
  return mode === 'rate_limited' ? { ...reply, headers: { ...reply.headers, 'retry-after': '1' } } : reply;
}

function errorReply(
  status: number,
  message: string,
  { key }: ReplyIdentity,
  facts?: Readonly<Record<string, unknown>>,
): ErrorReply {
  const requestId = `req_sim${key}`;
  return {
    status,
    json: {
      type: 'error',
      error: { type: TYPES[status] ?? 'api_error', message, ...(facts && { details: facts }) },
      request_id: requestId,
    },
    headers: { 'request-id': requestId },
  };
}
