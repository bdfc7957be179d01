import type { CacheMarker } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import type { FieldReader } from '../../json/field-reader.js';

/** `cache_control` of a block, a tool or the whole request, as a field to spread. */
export function decodeCache(holder: FieldReader): { readonly cache?: CacheMarker } {
  const control = holder.child('cache_control');
  if (control === undefined) return {};
  const ttl = control.word('ttl', ['5m', '1h']);
  return { cache: ttl === undefined ? {} : { ttl } };
}

export function encodeCache({ cache }: { readonly cache?: CacheMarker }): JsonObject {
  return cache === undefined ? {} : { cache_control: { type: 'ephemeral', ...cache } };
}
