import type { ReplyReading } from '../../dialect.js';
import { asArray, asObject, asText, decodeUtf8, parseObject, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { inStreamFailure } from '../failure.js';
import { readResponsesUsage } from './usage.js';

/** Judges a whole response: a 200 may say that it failed. */
export function readResponsesReply(body: Uint8Array): ReplyReading {
  const response = parseObject(decodeUtf8(body));
  if (response === undefined) return { verdict: body.length === 0 ? 'empty' : 'malformed' };
  const error = response['error'] ?? undefined;
  if (response['status'] === 'failed' || error !== undefined)
    return { verdict: 'error', failure: inStreamFailure(error ?? UNEXPLAINED, 500) };
  // A status alone is an answer: reasoning may use up all tokens, and a background response begins empty.
  const answered = asArray(response['output']).length > 0 || asText(response['status']) !== undefined;
  return defined({
    verdict: answered ? ('ok' as const) : ('empty' as const),
    usage: readResponsesUsage(response['usage']),
    filtered: isFiltered(response) || undefined,
    keptAs: keptAs(response),
  });
}

/** A response that failed and does not say why. */
export const UNEXPLAINED = { code: 'server_error', message: 'the provider failed and gave no reason' };

export function isFiltered(response: JsonObject): boolean {
  return asObject(response['incomplete_details'])?.['reason'] === 'content_filter';
}

/** Responses are kept unless they say otherwise. */
export function keptAs(response: JsonObject): string | undefined {
  return response['store'] === false ? undefined : asText(response['id']);
}
