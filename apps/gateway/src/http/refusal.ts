import type { IncomingHttpHeaders } from 'node:http';
import type { DialectError } from '@fairlead/dialects';
import { requestId } from './ingress.js';
import { dialectOfPath } from './path-dialect.js';

/** An answer of the gateway's own, whole. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What is wrong outside an exchange, and what else its answer tells. */
export interface Refused extends DialectError {
  /** For a method that is not allowed. */
  readonly allow?: string;
}

/** Says what is wrong in the dialect of the path that was called. */
export function refusal(url: string, headers: IncomingHttpHeaders, refused: Refused): PlainAnswer {
  const { allow, ...error } = refused;
  const id = requestId(headers);
  const body = dialectOfPath(url, headers).errorBody({ ...error, fairlead: { request_id: id } });
  return {
    status: error.status,
    headers: {
      ...idHeaders(id),
      'content-type': 'application/json',
      ...(error.status < 500 && { 'x-should-retry': 'false' }),
      ...(allow !== undefined && { allow }),
    },
    body,
  };
}

/** Under both names that client libraries read. */
export function idHeaders(id: string): Record<string, string> {
  return { 'x-request-id': id, 'request-id': id };
}

export function tooLarge(limitBytes: number): Refused {
  const message = `The request body is larger than the limit of ${limitBytes} bytes (limits.body in the gateway's configuration).`;
  return { status: 413, message, code: 'request_too_large' };
}
