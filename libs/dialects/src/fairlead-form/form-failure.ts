import type { Failure } from '@fairlead/plugin-sdk';
import type { DialectError } from '../dialect-error.js';
import { asObject, asText, readJsonObject } from '../json/decode.js';

/** A refusal, as the host of plugins writes it: `{ "error": { code, type, message, param } }`. */
export function readFormFailure(status: number, headers: Failure['headers'], body: Uint8Array): Failure {
  const error = asObject(readJsonObject(body)?.['error']) ?? {};
  const [code, type, message, param] = ['code', 'type', 'message', 'param'].map((name) =>
    asText(error[name]),
  );
  return {
    status,
    headers,
    ...(code && { code }),
    ...(type && { type }),
    ...(message && { message }),
    ...(param && { param }),
  };
}

export function writeFormError({ code, type, message, param }: DialectError): Uint8Array {
  return Buffer.from(JSON.stringify({ error: { code, type, message, param } }), 'utf8');
}
