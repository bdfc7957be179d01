import { RequestRefused } from './request-refused.js';

/** A JSON object whose values are not known yet. */
export type JsonMap = Readonly<Record<string, unknown>>;

export function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws RequestRefused when the bytes are no JSON object */
export function readJson(body: Uint8Array): JsonMap {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(body));
  } catch {
    json = undefined;
  }
  if (isMap(json)) return json;
  throw new RequestRefused('The body must be a JSON object.', { code: 'invalid_json' });
}
