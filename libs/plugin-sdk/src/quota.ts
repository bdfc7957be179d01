import { parseDurationMs } from './config/units.js';
import type { ReplyHeaders } from './fault.js';

/** What a rate limit counts. */
export type QuotaDimension = 'requests' | 'tokens' | 'input_tokens' | 'output_tokens' | 'concurrent';

/** One dimension of a provider's rate limit, as its reply headers state it. */
export interface QuotaReading {
  readonly dimension: QuotaDimension;
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds from now until `remaining` is `limit` again. */
  readonly resetInMs: number;
}

/**
 * The `x-ratelimit-{limit,remaining,reset}-{requests,tokens}` headers that most providers send. A dimension with a
 * part missing or unreadable is left out: half a reading would be taken for a full or an empty quota.
 */
export function readRateLimitHeaders(headers: ReplyHeaders): readonly QuotaReading[] {
  const readings: QuotaReading[] = [];
  for (const { dimension, names } of STATED) {
    // Nearly every reply of a provider without limits ends here.
    if (headers[names.limit] === undefined) continue;
    const limit = readNumber(headers[names.limit]);
    const remaining = readNumber(headers[names.remaining]);
    const resetInMs = readResetMs(headers[names.reset], headers['date']);
    // A limit of 0 is how some relays write "none": no share of it can be computed.
    if (!limit || remaining === undefined || resetInMs === undefined) continue;
    readings.push({ dimension, limit, remaining, resetInMs });
  }
  return readings;
}

const STATED = (['requests', 'tokens'] as const).map((dimension) => ({
  dimension,
  names: {
    limit: `x-ratelimit-limit-${dimension}`,
    remaining: `x-ratelimit-remaining-${dimension}`,
    reset: `x-ratelimit-reset-${dimension}`,
  },
}));

function readNumber(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? '';
  return /^\d+(?:\.\d+)?$/.test(trimmed) ? Number(trimmed) : undefined;
}

/** A duration (`6m0s`), seconds (`1.5`), or a stamp measured against the provider's own clock, not ours. */
function readResetMs(text: string | undefined, date: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? '';
  const seconds = readNumber(trimmed);
  if (seconds !== undefined) return seconds * 1000;
  const duration = parseDurationMs(trimmed);
  if (duration !== undefined) return duration;
  if (!/^\d{4}-\d{2}-\d{2}T/.test(trimmed)) return undefined;
  const resetInMs = Date.parse(trimmed) - Date.parse(date ?? '');
  return Number.isFinite(resetInMs) ? Math.max(0, resetInMs) : undefined;
}
