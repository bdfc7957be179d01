import type { ErrorReply } from '../api.js';
import type { ErrorMode } from '../failure-mode.js';
import type { RequestRefused } from '../request-refused.js';

const STATUSES: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
};

const FAILURES: Readonly<Record<ErrorMode, { readonly code: number; readonly message: string }>> = {
  server_error: { code: 500, message: 'An internal error has occurred. The simulated server is to blame.' },
  overloaded: { code: 503, message: 'The simulated model is overloaded. Please try again later.' },
  rate_limited: {
    code: 429,
    message: 'Resource has been exhausted (the simulated rate limit). Please retry in 1s.',
  },
  bad_request: { code: 400, message: 'The simulated provider refuses this request.' },
};

/** This API says in the body when to come back, and in no header. */
const RETRY_INFO = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '1s' };

export function geminiFailed(mode: ErrorMode): ErrorReply {
  const { code, message } = FAILURES[mode];
  return errorReply(code, message, mode === 'rate_limited' ? [RETRY_INFO] : []);
}

export function geminiRefused({ message, details }: RequestRefused): ErrorReply {
  const { param: field, status = 400 } = details;
  const violation = {
    '@type': 'type.googleapis.com/google.rpc.BadRequest',
    fieldViolations: [{ ...(field && { field }), description: message }],
  };
  return errorReply(status, message, field === undefined ? [] : [violation]);
}

function errorReply(code: number, message: string, details: readonly object[]): ErrorReply {
  const error = { code, message, status: STATUSES[code], ...(details.length > 0 && { details }) };
  return { status: code, json: { error } };
}
