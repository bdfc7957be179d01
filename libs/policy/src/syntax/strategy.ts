import type { MapNode } from '../document/document-node.js';
import { defined } from '../shape/about.js';
import { byKind } from '../shape/by-kind.js';
import { text } from '../shape/scalars.js';
import { located, refine, type Located, type Shape } from '../shape/shape.js';

/** A strategy by name; its options are for the plugin that defines it to read. */
export interface StrategySyntax {
  readonly type: Located<string>;
  /** The map without its `type`; undefined for the short form. */
  readonly options?: MapNode;
}

const type = located(text);

/** `latency` is short for `{ type: latency }`. */
export const strategy: Shape<StrategySyntax> = defined(
  'strategy',
  byKind(
    {
      scalar: refine(type, (found): StrategySyntax => ({ type: found })),
      map: {
        expects: 'a map with its type and options',
        schema: { type: 'object', properties: { type: type.schema }, required: ['type'] },
        read(node, findings) {
          if (node.kind !== 'map') return undefined;
          const entry = node.entries.find(({ key }) => key.value === 'type');
          if (!entry) {
            findings.error(
              node.place,
              'missing-key',
              '"type" is missing',
              'name the strategy: type: least_conn',
            );
          }
          const found = entry && type.read(entry.value, findings);
          if (!found) return undefined;
          return {
            type: found,
            options: { ...node, entries: node.entries.filter((other) => other !== entry) },
          };
        },
      },
    },
    'the name of a strategy or a map with its type and options',
  ),
);
