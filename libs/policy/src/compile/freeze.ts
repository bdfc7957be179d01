/**
 * Freezes a value and all it holds, in place. An object of a class (a strategy's options) is frozen itself; what it
 * holds is its plugin's own affair.
 */
export function freezeDeep<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  if (value instanceof Map) for (const held of value.values()) freezeDeep(held as unknown);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === Array.prototype)
    Object.values(value).forEach(freezeDeep);
  return value;
}
