import type { Shape } from './shape.js';
import { written } from './written.js';

/** `false` for what is switched off here, whatever the defaults say. */
export function orOff<T>(shape: Shape<T>): Shape<T | false> {
  return {
    expects: `${shape.expects}, or false`,
    schema: { anyOf: [{ const: false }, shape.schema] },
    write: (value) => (value === false ? false : written(shape, value)),
    read: (node, findings) =>
      node.kind === 'scalar' && node.value === false ? false : shape.read(node, findings),
  };
}
