import type { CacheMarker } from '../../form/index.js';
import { asObject, type JsonObject } from '../../json/decode.js';

/**
 * Callers of relays mark the prompt's cache with an object of another dialect. It is kept as it is too, for a server
 * of this one that knows it.
 */
export function decodeCacheControl(holder: JsonObject): { readonly cache?: CacheMarker } {
  const marker = asObject(holder['cache_control']);
  if (marker === undefined) return {};
  return { cache: marker['ttl'] === '1h' ? { ttl: '1h' } : {} };
}
