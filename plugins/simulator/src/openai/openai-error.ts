import type { ErrorReply } from '../api.js';
import type { ErrorMode } from '../failure-mode.js';
import type { RequestRefused } from '../request-refused.js';

interface ErrorText {
  readonly status: number;
  readonly type: string;
  readonly code: string | null;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const FAILURES: Readonly<Record<ErrorMode, ErrorText>> = {
  server_error: {
    status: 500,
    type: 'server_error',
    code: null,
    message: 'The simulated server had an error.',
  },
  overloaded: {
    status: 503,
    type: 'overloaded_error',
    code: null,
    message: 'The simulated model is overloaded.',
  },
  rate_limited: {
    status: 429,
    type: 'requests',
    code: 'rate_limit_exceeded',
    message: 'The simulated rate limit is reached.',
    headers: { 'retry-after': '1' },
  },
  bad_request: {
    status: 400,
    type: 'invalid_request_error',
    code: null,
    message: 'The simulated provider refuses this request.',
  },
};

export function openaiFailed(mode: ErrorMode): ErrorReply {
  const { status, type, code, message, headers } = FAILURES[mode];
  return { status, json: { error: { message, type, param: null, code } }, ...(headers && { headers }) };
}

export function openaiRefused({ message, details }: RequestRefused): ErrorReply {
  const { status = 400, param = null, code = null } = details;
  return { status, json: { error: { message, type: 'invalid_request_error', param, code } } };
}
