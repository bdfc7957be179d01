/** The same keys, all optional, in every map inside; lists and dictionaries come whole. */
export type Partially<T> = T extends ReadonlyMap<unknown, unknown> | readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Partially<T[K]> }
    : T;

/**
 * How `defaults` and `extends` work: maps merge key by key, at every depth; a list or a scalar replaces. A
 * dictionary (a `Map`) merges by its keys, and each of its values replaces.
 */
export function mergeMaps<T extends object>(base: T, over: Partially<NoInfer<T>> | undefined): T {
  const merged: Record<string, unknown> = Object.fromEntries(Object.entries(base));
  for (const [key, value] of Object.entries(over ?? {})) {
    merged[key] = mergeValue(merged[key], value);
  }
  return merged as T;
}

function mergeValue(base: unknown, over: unknown): unknown {
  if (base instanceof Map && over instanceof Map) return new Map([...base, ...over] as [unknown, unknown][]);
  return isPlain(base) && isPlain(over) ? mergeMaps(base, over) : over;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map);
}
