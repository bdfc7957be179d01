import { answer } from './answer.js';
import type { Behaviour } from './behaviour.js';
import { sendJson } from './send.js';

interface WireError {
  readonly message: string;
  readonly type: string;
  readonly code?: string;
  readonly param?: string;
}

/** Any status with any body: an object is sent as JSON, text as it stands. */
export function failStatus(
  status: number,
  body: object | string = errorBody({ message: `The server answered ${status}.`, type: 'server_error' }),
  headers: Readonly<Record<string, string>> = {},
): Behaviour {
  const name = `failStatus(${status})`;
  if (typeof body === 'object') return { name, play: (turn) => sendJson(turn, status, body, headers) };
  return { name, play: (turn) => turn.reply(status, { 'content-type': 'text/plain', ...headers }, body) };
}

export function rateLimited(
  options: { readonly retryAfterSeconds?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): Behaviour {
  const { retryAfterSeconds } = options;
  const headers = {
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    ...options.headers,
  };
  const message = 'Rate limit reached for requests per minute: limit 10, used 10, requested 1.';
  return refusal('rateLimited', 429, { message, type: 'requests', code: 'rate_limit_exceeded' }, headers);
}

/** A 429 that no waiting cures: the account has no credit left. */
export function insufficientQuota(): Behaviour {
  const message = 'You exceeded your current quota, please check your plan and billing details.';
  return refusal('insufficientQuota', 429, {
    message,
    type: 'insufficient_quota',
    code: 'insufficient_quota',
  });
}

/** 503 until so long after the first request that met it; good answers from then on. */
export function overloadedFor(ms: number): Behaviour {
  const refuse = overloaded();
  let untilMs: number | undefined;
  return {
    name: 'overloadedFor',
    play: (turn) => {
      untilMs ??= performance.now() + ms;
      return performance.now() < untilMs ? refuse.play(turn) : answer(turn, {});
    },
  };
}

export function overloaded(headers: Readonly<Record<string, string>> = {}): Behaviour {
  const error = {
    message: 'The engine is currently overloaded.',
    type: 'overloaded_error',
    code: 'overloaded',
  };
  return refusal('overloaded', 503, error, headers);
}

export function unauthorized(): Behaviour {
  const error = {
    message: 'Incorrect API key provided.',
    type: 'invalid_request_error',
    code: 'invalid_api_key',
  };
  return refusal('unauthorized', 401, error);
}

export function modelNotFound(): Behaviour {
  const message = 'The model does not exist or you do not have access to it.';
  return refusal('modelNotFound', 404, { message, type: 'invalid_request_error', code: 'model_not_found' });
}

export function contextLength(): Behaviour {
  const message =
    "This model's maximum context length is 8192 tokens. Your messages resulted in 9001 tokens.";
  const code = 'context_length_exceeded';
  return refusal('contextLength', 400, { message, type: 'invalid_request_error', code, param: 'messages' });
}

/** The prompt was refused by moderation. */
export function contentFilter(): Behaviour {
  const message = 'The prompt was refused by our content policy.';
  const error = { message, type: 'invalid_request_error', code: 'content_filter', param: 'prompt' };
  return refusal('contentFilter', 400, error);
}

export function badRequest(): Behaviour {
  const message = "Invalid type for 'messages': expected an array of objects.";
  const error = { message, type: 'invalid_request_error', code: 'invalid_type', param: 'messages' };
  return refusal('badRequest', 400, error);
}

/** A request that is valid elsewhere, with a parameter this model does not take. */
export function unsupportedParameter(param = 'temperature'): Behaviour {
  const message = `Unsupported parameter: '${param}' is not supported with this model.`;
  const error = { message, type: 'invalid_request_error', code: 'unsupported_parameter', param };
  return refusal('unsupportedParameter', 400, error);
}

export function tooLarge(): Behaviour {
  const error = { message: 'Request exceeds the maximum size.', type: 'request_too_large' };
  return refusal('tooLarge', 413, error);
}

function refusal(
  name: string,
  status: number,
  error: WireError,
  headers: Readonly<Record<string, string>> = {},
): Behaviour {
  return { name, play: (turn) => sendJson(turn, status, errorBody(error), headers) };
}

/** All four keys are always there; an absent one is null on the wire. */
function errorBody({ message, type, param, code }: WireError): object {
  return { error: { message, type, param: param ?? null, code: code ?? null } };
}
