import type { QuotaDimension, QuotaReading, ReplyHeaders } from '@fairlead/plugin-sdk';

const DIMENSIONS: Readonly<Record<string, QuotaDimension>> = {
  requests: 'requests',
  tokens: 'tokens',
  'input-tokens': 'input_tokens',
  'output-tokens': 'output_tokens',
};

/**
 * `anthropic-ratelimit-<dimension>-{limit,remaining,reset}`. The reset is a moment (RFC 3339) and is measured against
 * the reply's own `date`: the provider's clock, not ours. A dimension that lacks a part is left out.
 */
export function anthropicQuota(headers: ReplyHeaders): readonly QuotaReading[] {
  const now = Date.parse(headers['date'] ?? '');
  return Object.entries(DIMENSIONS).flatMap(([name, dimension]) => {
    const prefix = `anthropic-ratelimit-${name}`;
    const limit = Number(headers[`${prefix}-limit`]);
    const remaining = Number(headers[`${prefix}-remaining`] ?? NaN);
    const resetInMs = Math.max(0, Date.parse(headers[`${prefix}-reset`] ?? '') - now);
    const whole = limit > 0 && remaining >= 0 && Number.isFinite(resetInMs);
    return whole ? [{ dimension, limit, remaining, resetInMs }] : [];
  });
}
