import type { WireReply } from '@fairlead/plugin-sdk';
import type { FailureMode } from '../failure-mode.js';
import type { RequestRefused } from '../request-refused.js';

interface ErrorText {
  readonly status: number;
  readonly type: string;
  readonly code: string | null;
  readonly message: string;
  readonly param?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The failures that are replies of their own, with the words OpenAI has for them. */
const ERRORS: Readonly<Record<Exclude<FailureMode, 'cut_stream' | 'stall'>, ErrorText>> = {
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

type ErrorMode = keyof typeof ERRORS;

export function isErrorMode(mode: FailureMode): mode is ErrorMode {
  return Object.hasOwn(ERRORS, mode);
}

/** One of the failures above; `headers` win over its own. */
export function errorReply(mode: ErrorMode, headers: Readonly<Record<string, string>>): WireReply {
  return reply({ ...ERRORS[mode], headers: { ...ERRORS[mode].headers, ...headers } });
}

/** 400, with the parameter that is wrong. */
export function refusedReply(
  { message, param, code }: RequestRefused,
  headers: Readonly<Record<string, string>>,
): WireReply {
  return reply({ status: 400, type: 'invalid_request_error', code, message, param, headers });
}

function reply({ status, type, code, message, param, headers }: ErrorText): WireReply {
  const body = JSON.stringify({ error: { message, type, param: param ?? null, code } });
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: oneChunk(body),
  };
}

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
