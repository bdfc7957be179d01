import type { Failure } from '@fairlead/plugin-sdk';
import { asArray, asObject, asText, decodeUtf8, parseObject, type JsonObject } from '../json/decode.js';

/**
 * Reads an error body. Servers that call themselves compatible write `{"error": {…}}`, `{"error": "text"}`,
 * `{"message": …}` at the top, or `{"detail": …}`; all are understood, and an unreadable body is only a status.
 */
export function readOpenAiFailure(status: number, headers: Failure['headers'], body: Uint8Array): Failure {
  const parsed = parseObject(decodeUtf8(body)) ?? asObject(asArray(parseArray(body))[0]);
  return parsed === undefined ? { status, headers } : { ...errorFields(parsed), status, headers };
}

/** The failure inside an error event or a 200 body; its status is the one the error names, else `fallbackStatus`. */
export function inStreamFailure(value: unknown, fallbackStatus: number): Failure {
  const fields = errorFields({ error: value });
  const named = Number(asObject(value)?.['status'] ?? asObject(value)?.['code']);
  const status = named >= 400 && named < 600 ? named : fallbackStatus;
  return { ...fields, status, headers: {} };
}

function errorFields(body: JsonObject): Pick<Failure, 'code' | 'type' | 'message' | 'param'> {
  const error = asObject(body['error']) ?? body;
  const message = asText(body['error']) ?? asText(error['message']) ?? asText(error['detail']);
  const detail = asText(asObject(asArray(error['detail'])[0])?.['msg']);
  const code = asText(error['code']);
  const type = asText(error['type']);
  const said = message ?? detail;
  const param = asText(error['param']);
  return {
    ...(code && { code }),
    ...(type && { type }),
    ...(said && { message: said }),
    ...(param && { param }),
  };
}

/** One vendor wraps its error object in an array. */
function parseArray(body: Uint8Array): unknown {
  try {
    return JSON.parse(decodeUtf8(body));
  } catch {
    return undefined;
  }
}
