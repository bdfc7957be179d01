import { asText, type JsonObject } from '../json/decode.js';

const MS_BY_UNIT: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/**
 * How long an error asks to be left alone: `RetryInfo.retryDelay` of its details, or "Please retry in 48.9s" in the
 * message. The longer of the two, since the details round down.
 */
export function retryDelayMs(details: readonly JsonObject[], message = ''): number | undefined {
  const said = details.map((detail) => durationMs(asText(detail['retryDelay']) ?? ''));
  said.push(durationMs(/retry in ((?:[\d.]+(?:ms|h|m|s))+)/i.exec(message)?.[1] ?? ''));
  const delays = said.filter((delay) => delay !== undefined);
  return delays.length === 0 ? undefined : Math.max(...delays);
}

/** `48s`, `48.939935699s`, `1m2.5s`, `250ms`; whole ms, rounded up. */
function durationMs(text: string): number | undefined {
  const pieces = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (pieces.length === 0) return undefined;
  return Math.ceil(pieces.reduce((sum, [, count, unit]) => sum + Number(count) * MS_BY_UNIT[unit!]!, 0));
}
