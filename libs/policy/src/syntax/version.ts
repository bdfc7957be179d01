import { extended } from '../shape/about.js';
import { integer } from '../shape/scalars.js';
import { refine } from '../shape/shape.js';

/** `version:` of the language. */
export const version = extended(
  refine(integer({ min: 0 }), (value, findings, node) => {
    if (value === 1) return value;
    const message = `version ${value} of the language is not known`;
    findings.error(node.place, 'unsupported-version', message, 'write version: 1');
    return undefined;
  }),
  { const: 1 },
);
