import type { CacheMarker, JsonObject } from '@fairlead/plugin-sdk';

/** The prompt up to here is worth keeping; none without a marker. */
export function cachePoint(marker: CacheMarker | undefined): JsonObject[] {
  if (marker === undefined) return [];
  return [{ cachePoint: { type: 'default', ...(marker.ttl !== undefined && { ttl: marker.ttl }) } }];
}
