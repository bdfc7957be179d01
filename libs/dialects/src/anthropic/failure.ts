import type { Failure } from '@fairlead/plugin-sdk';
import { asObject, asText, readJsonObject, type JsonObject } from '../json/decode.js';
import { inStreamFailure, readOpenAiFailure } from '../openai/failure.js';
import { detailedCode } from './threads.js';

/** The status that each type of error has outside of a stream. */
const STATUS_BY_TYPE: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

export function isErrorType(type: string): boolean {
  return Object.hasOwn(STATUS_BY_TYPE, type);
}

export function errorTypeOf(status: number): string {
  // What others call overload.
  if (status === 503) return 'overloaded_error';
  const [type] = Object.entries(STATUS_BY_TYPE).find(([, known]) => known === status) ?? [];
  return type ?? (status < 500 ? 'invalid_request_error' : 'api_error');
}

/** `{"type": "error", "error": {…}}` inside a 200 or a stream; undefined where the object is none. */
export function failureIn(object: JsonObject): Failure | undefined {
  const error = object['error'] ?? undefined;
  if (error === undefined && object['type'] !== 'error') return undefined;
  const type = asText(asObject(error)?.['type']) ?? '';
  return inStreamFailure(error ?? object, STATUS_BY_TYPE[type] ?? 500);
}

/** Error bodies come in as many shapes here as there: proxies and servers that imitate the vendor write them. */
export function readMessagesFailure(status: number, headers: Failure['headers'], body: Uint8Array): Failure {
  const code = detailedCode(readJsonObject(body));
  return { ...readOpenAiFailure(status, headers, body), ...(code && { code }) };
}
