import type { JsonObject } from '../json/decode.js';

/** Some field but `type` is not empty: text, thoughts, inputs, signatures, citations, whatever comes next. */
export function bearsContent(object: JsonObject): boolean {
  return Object.entries(object).some(([key, value]) => key !== 'type' && !isEmpty(value));
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
