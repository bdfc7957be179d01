import { isMap, type JsonMap } from '../json-map.js';
import { RequestRefused } from '../request-refused.js';

/** @throws RequestRefused always */
export function missing(param: string): never {
  throw new RequestRefused(`Missing required parameter: '${param}'.`, {
    param,
    code: 'missing_required_parameter',
  });
}

/** @throws RequestRefused always; `expected` with its article, e.g. "an object" */
export function wrongType(param: string, expected: string, got: unknown): never {
  if (got === undefined) missing(param);
  const message = `Invalid type for '${param}': expected ${expected}, but got ${article(got)} instead.`;
  throw new RequestRefused(message, { param, code: 'invalid_type' });
}

/** @throws RequestRefused always */
export function wrongValue(param: string, got: unknown, supported: readonly string[]): never {
  const values = supported.map((value) => `'${value}'`);
  const last =
    values.length > 1 ? `${values.slice(0, -1).join(', ')}, and ${values.at(-1)}` : values.join('');
  throw new RequestRefused(`Invalid value: '${String(got)}'. Supported values are: ${last}.`, {
    param,
    code: 'invalid_value',
  });
}

export function mapAt(value: unknown, param: string): JsonMap {
  return isMap(value) ? value : wrongType(param, 'an object', value);
}

export function listAt(value: unknown, param: string): readonly unknown[] {
  return Array.isArray(value) ? value : wrongType(param, 'an array', value);
}

/** @throws RequestRefused also when the list is empty */
export function filledListAt(value: unknown, param: string): readonly unknown[] {
  const list = listAt(value, param);
  if (list.length > 0) return list;
  throw new RequestRefused(
    `Invalid '${param}': empty array. Expected an array with minimum length 1, but got an empty array instead.`,
    { param, code: 'empty_array' },
  );
}

export function textAt(value: unknown, param: string): string {
  return typeof value === 'string' ? value : wrongType(param, 'a string', value);
}

/** Undefined where the field is absent or null. */
export function wholeNumberAt(
  body: JsonMap,
  param: string,
  atLeast: number,
  atMost = Infinity,
): number | undefined {
  const value = body[param] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) return wrongType(param, 'an integer', value);
  if (value < atLeast) return outside(param, value, 'integer', 'minimum', `>= ${atLeast}`);
  return value > atMost ? outside(param, value, 'integer', 'maximum', `<= ${atMost}`) : value;
}

export function checkDecimal(body: JsonMap, param: string, atMost: number): void {
  const value = body[param] ?? undefined;
  if (value === undefined) return;
  if (typeof value !== 'number') wrongType(param, 'a decimal', value);
  else if (value < 0) outside(param, value, 'decimal', 'minimum', '>= 0');
  else if (value > atMost) outside(param, value, 'decimal', 'maximum', `<= ${atMost}`);
}

function outside(
  param: string,
  got: number,
  kind: string,
  bound: 'minimum' | 'maximum',
  wanted: string,
): never {
  const side = bound === 'minimum' ? 'below' : 'above';
  throw new RequestRefused(
    `Invalid '${param}': ${kind} ${side} ${bound} value. Expected a value ${wanted}, but got ${got} instead.`,
    { param, code: `${kind}_${side}_${bound.slice(0, 3)}_value` },
  );
}

function article(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  const type = typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type === 'number' ? 'decimal' : type}`;
}
