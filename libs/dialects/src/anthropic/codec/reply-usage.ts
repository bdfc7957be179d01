import type { ReplyUsage } from '../../form/index.js';
import { asObject, type JsonObject } from '../../json/decode.js';
import { readMessagesUsage } from '../usage.js';
import { keep, ownExtras } from './own.js';
import { encodeServedTier } from './service-tier.js';

export function decodeUsage(value: unknown): ReplyUsage | undefined {
  const wire = asObject(value);
  const tokens = readMessagesUsage(wire);
  if (wire === undefined || tokens === undefined) return undefined;
  const {
    input_tokens: _input,
    cache_read_input_tokens: _read,
    cache_creation_input_tokens: _written,
    cache_creation: _creation,
    output_tokens: _output,
    output_tokens_details: _details,
    service_tier: _tier,
    ...rest
  } = wire;
  return { tokens, ...keep(rest) };
}

/**
 * Every key that clients require is there. A count that nobody stated is 0 where a number must stand, null elsewhere.
 */
export function encodeUsage(usage: ReplyUsage | undefined, servedTier: string | undefined): JsonObject {
  const { input = 0, cacheRead, cacheWrite, cacheWrite1h, output = 0, reasoning } = usage?.tokens ?? {};
  return {
    input_tokens: Math.max(0, input - (cacheRead ?? 0) - (cacheWrite ?? 0)),
    cache_creation_input_tokens: cacheWrite ?? null,
    cache_read_input_tokens: cacheRead ?? null,
    cache_creation:
      cacheWrite1h === undefined
        ? null
        : {
            ephemeral_5m_input_tokens: Math.max(0, (cacheWrite ?? 0) - cacheWrite1h),
            ephemeral_1h_input_tokens: cacheWrite1h,
          },
    output_tokens: output,
    ...(reasoning !== undefined && { output_tokens_details: { thinking_tokens: reasoning } }),
    server_tool_use: null,
    inference_geo: null,
    service_tier: encodeServedTier(servedTier),
    ...(usage && ownExtras(usage)),
  };
}

/** The totals at the end of a stream; what the first event said of the whole is not said again. */
export function encodeTotals(usage: ReplyUsage | undefined): JsonObject {
  const {
    cache_creation: _creation,
    inference_geo: _geo,
    service_tier: _tier,
    ...totals
  } = encodeUsage(usage, undefined);
  return totals;
}
