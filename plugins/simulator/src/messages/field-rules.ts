import { isMap, type JsonMap } from '../json-map.js';
import { RequestRefused } from '../request-refused.js';

/** @throws RequestRefused always, in the words of this API: where the problem is, and what it is */
export function refuse(path: string, problem: string): never {
  throw new RequestRefused(`${path}: ${problem}`);
}

/** @throws RequestRefused when there are fields that the API does not know */
export function onlyKnown(map: JsonMap, known: readonly string[], path: string): void {
  const extra = Object.keys(map).find((key) => !known.includes(key));
  if (extra !== undefined) refuse(below(path, extra), 'Extra inputs are not permitted');
}

export function below(path: string, key: string | number): string {
  return path === '' ? String(key) : `${path}.${key}`;
}

export function mapAt(value: unknown, path: string): JsonMap {
  if (isMap(value)) return value;
  return refuse(path, value === undefined ? 'Field required' : 'Input should be a valid dictionary');
}

export function listAt(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return refuse(path, value === undefined ? 'Field required' : 'Input should be a valid list');
}

export function stringAt(map: JsonMap, key: string, path: string): string {
  const value = map[key];
  if (typeof value === 'string') return value;
  return refuse(below(path, key), value === undefined ? 'Field required' : 'Input should be a valid string');
}

export function wholeNumberAt(map: JsonMap, key: string, atLeast: number): number {
  const value = map[key];
  if (value === undefined) return refuse(key, 'Field required');
  if (typeof value !== 'number' || !Number.isInteger(value))
    return refuse(key, 'Input should be a valid integer');
  return value >= atLeast ? value : refuse(key, `Input should be greater than or equal to ${atLeast}`);
}
