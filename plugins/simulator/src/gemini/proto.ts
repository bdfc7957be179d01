import { isMap, type JsonMap } from '../json-map.js';
import { RequestRefused } from '../request-refused.js';

// This API reads protocol buffers from JSON: names may be camelCase or snake_case, a single value may stand for a list,
// null is absent, and what is not in the schema is refused.

/** @throws RequestRefused always */
export function refuse(message: string, field?: string): never {
  throw new RequestRefused(message, field === undefined ? {} : { param: field });
}

/**
 * The fields of a message under their camelCase names.
 *
 * @throws RequestRefused when there is one that the schema does not have
 */
export function proto(value: unknown, fields: readonly string[], path: string): JsonMap {
  if (!isMap(value)) return wrongValue(value, path);
  const known: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    const name = camelCase(key);
    if (!fields.includes(name)) unknownName(key, path);
    if (field !== null) known[name] = field;
  }
  return known;
}

export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

export function textAt(map: JsonMap, name: string, path: string): string | undefined {
  const value = map[name];
  if (value === undefined || typeof value === 'string') return value;
  if (Array.isArray(value)) return notRepeating(below(path, name));
  return wrongValue(value, below(path, name), 'TYPE_STRING');
}

export function numberAt(map: JsonMap, name: string, path: string): number | undefined {
  const value = map[name];
  if (value === undefined || typeof value === 'number') return value;
  // 64-bit and other numbers may be written as text.
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
  return Number.isNaN(number) ? wrongValue(value, below(path, name), 'TYPE_INT32') : number;
}

export function wrongValue(value: unknown, path: string, type = 'TYPE_MESSAGE'): never {
  return refuse(`Invalid value at '${path}' (${type}), ${JSON.stringify(value)}`, path);
}

/** `generationConfig` in `contents[0]` is `contents[0].generation_config` to this API. */
export function below(path: string, name: string): string {
  const snake = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return path === '' ? snake : `${path}.${snake}`;
}

function unknownName(key: string, path: string): never {
  const at = path === '' ? '' : ` at '${path}'`;
  return refuse(`Invalid JSON payload received. Unknown name "${key}"${at}: Cannot find field.`, path);
}

function notRepeating(path: string): never {
  const message = 'Proto field is not repeating, cannot start list.';
  return refuse(`Invalid JSON payload received. Unknown name "${path}": ${message}`, path);
}

function camelCase(key: string): string {
  return key.replaceAll(/_([a-z])/g, (_whole, letter: string) => letter.toUpperCase());
}
