import type { Shape } from './shape.js';

/** A value as a file of this shape would spell it. */
export function written<T>(shape: Shape<T>, value: T): unknown {
  return shape.write ? shape.write(value) : value;
}
