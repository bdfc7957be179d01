import type { ReplyHeaders } from './fault.js';

/**
 * How long a provider asks to be left alone, in ms: `retry-after-ms`, else `retry-after` as seconds or as an HTTP
 * date measured against the reply's own `date` (the provider's clock, not ours). Undefined when it does not say.
 */
export function retryAfterMs(headers: ReplyHeaders): number | undefined {
  const exact = Number(headers['retry-after-ms']);
  if (headers['retry-after-ms'] !== undefined && exact >= 0) return exact;
  const hint = headers['retry-after']?.trim();
  if (!hint) return undefined;
  const seconds = Number(hint);
  if (Number.isFinite(seconds)) return seconds >= 0 ? seconds * 1000 : undefined;
  const until = Date.parse(hint) - Date.parse(headers['date'] ?? '');
  return Number.isFinite(until) ? Math.max(0, until) : undefined;
}
