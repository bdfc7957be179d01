import type { DocumentNode } from '../document/document-node.js';
import { reportWrongType, type Shape } from './shape.js';

type Kind = Exclude<DocumentNode['kind'], 'broken'>;

/** Short and long forms: the kind of the node decides which shape reads it. */
export function byKind<A, B = never, C = never>(
  shapes: { readonly scalar?: Shape<A>; readonly map?: Shape<B>; readonly list?: Shape<C> },
  expects: string = Object.values(shapes)
    .map((shape) => shape.expects)
    .join(' or '),
): Shape<A | B | C> {
  const table: { readonly [K in Kind]?: Shape<A | B | C> } = shapes;
  return {
    expects,
    schema: { anyOf: Object.values(shapes).map(({ schema }) => schema) },
    read(node, findings) {
      const empty = node.kind === 'scalar' && node.value === null;
      const shape = node.kind === 'broken' || empty ? undefined : table[node.kind];
      if (shape) return shape.read(node, findings);
      reportWrongType(node, expects, findings);
      return undefined;
    },
  };
}
