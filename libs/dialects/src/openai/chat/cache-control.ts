import type { CacheMarker } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';

/** Callers of relays mark the prompt's cache with this object, which is another dialect's. */
export function decodeCacheControl(marker: JsonObject): CacheMarker {
  return marker['ttl'] === '1h' ? { ttl: '1h' } : {};
}
