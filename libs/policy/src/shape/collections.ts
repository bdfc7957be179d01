import type { DocumentNode, Place } from '../document/document-node.js';
import type { Findings } from '../document/findings.js';
import { reportWrongType, type Shape } from './shape.js';
import { written } from './written.js';

/**
 * A list with at least one item. Items that cannot be read are left out, after their report; undefined when none
 * is left.
 */
export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return {
    expects: 'a list',
    schema: { type: 'array', minItems: 1, items: item.schema },
    write: (values) => values.map((value) => written(item, value)),
    read(node, findings) {
      if (node.kind !== 'list') {
        reportWrongType(node, 'a list', findings);
        return undefined;
      }
      if (node.items.length === 0) findings.error(node.place, 'invalid-value', 'this list is empty');
      return readAll(node.items, item, findings);
    },
  };
}

/** `x` is short for `[x]`. */
export function oneOrMany<T>(item: Shape<T>): Shape<readonly T[]> {
  const many = list(item);
  return {
    expects: `${item.expects} or a list of such`,
    schema: { anyOf: [item.schema, many.schema] },
    read: (node, findings) =>
      node.kind === 'list' ? many.read(node, findings) : readAll([node], item, findings),
  };
}

function readAll<T>(
  nodes: readonly DocumentNode[],
  item: Shape<T>,
  findings: Findings,
): readonly T[] | undefined {
  const values = nodes.map((node) => item.read(node, findings)).filter((value) => value !== undefined);
  return values.length > 0 ? values : undefined;
}

/** A value of a dictionary with the place of its key. */
export interface Keyed<T> {
  readonly value: T;
  readonly place: Place;
}

/** A map whose keys the writer chooses, in file order. Entries that cannot be read are left out. */
export function dictionary<K extends string, T>(
  key: Shape<K>,
  value: Shape<T>,
): Shape<ReadonlyMap<K, Keyed<T>>> {
  return {
    expects: 'a map',
    schema: { type: 'object', propertyNames: key.schema, additionalProperties: value.schema },
    read(node, findings) {
      if (node.kind !== 'map') {
        reportWrongType(node, 'a map', findings);
        return undefined;
      }
      const read = new Map<K, Keyed<T>>();
      for (const entry of node.entries) {
        const name = key.read(entry.key, findings);
        const content = value.read(entry.value, findings);
        if (name !== undefined && content !== undefined) {
          read.set(name, { value: content, place: entry.key.place });
        }
      }
      return read;
    },
  };
}
