import type { Failure } from '@fairlead/plugin-sdk';
import { asArray, asObject, asText, decodeUtf8, type JsonObject } from '../json/decode.js';
import { defined } from '../json/defined.js';
import { readEvent } from '../sse/event-fields.js';
import { objectsIn } from './objects.js';
import { retryDelayMs } from './retry-delay.js';

/**
 * Reads an error body: an object, the same inside a list (a stream without `alt=sse`), or the event of a stream that
 * failed before it began.
 */
export function readGeminiFailure(status: number, headers: Failure['headers'], body: Uint8Array): Failure {
  const error = errorIn(decodeUtf8(body)) ?? errorIn(readEvent(body).data ?? '');
  return error === undefined ? { status, headers } : { ...errorFields(error), status, headers };
}

/** The failure inside an error event or a 200 body; its status is the one that the error names. */
export function inStreamFailure(error: JsonObject): Failure {
  const named = Number(error['code']);
  return { ...errorFields(error), status: named >= 400 && named < 600 ? named : 500, headers: {} };
}

/** What stands under `error` in a text of JSON, alone or in a list; undefined where there is none. */
export function errorIn(text: string): JsonObject | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return errorOf(value) ?? errorOf(asArray(value).at(-1));
}

/** What stands under `error` in a value; a text is an error that is all message. */
function errorOf(value: unknown): JsonObject | undefined {
  const error = asObject(value)?.['error'];
  return typeof error === 'string' ? { message: error } : asObject(error);
}

function errorFields(error: JsonObject): Partial<Failure> {
  const details = objectsIn(error['details']);
  return defined({
    code: reasonOf(details) ?? spentQuota(details),
    type: asText(error['status']),
    message: asText(error['message']),
    retryAfterMs: retryDelayMs(details, asText(error['message'])),
  });
}

/** The vendor's own code stands in the details, in an entry of the type `ErrorInfo`. */
function reasonOf(details: readonly JsonObject[]): string | undefined {
  return details.map((detail) => asText(detail['reason'])).find((reason) => reason !== undefined);
}

/**
 * Our word for a quota that no wait of minutes refills: one of a whole day, or one that is zero. A quota of a minute
 * is an ordinary rate limit and has no code.
 */
function spentQuota(details: readonly JsonObject[]): string | undefined {
  const violations = details.flatMap((detail) => objectsIn(detail['violations']));
  const spent = violations.some(
    ({ quotaId, quotaValue }) => /PerDay/.test(asText(quotaId) ?? '') || quotaValue === '0',
  );
  return spent ? 'quota_exhausted' : undefined;
}
