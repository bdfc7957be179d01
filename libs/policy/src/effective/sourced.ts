import type { DocumentNode, Place } from '../document/document-node.js';

/** Where a value stands; `built-in`: in no file, it is what counts where no file says otherwise. */
export type Source = SourcePlace | 'built-in';

export interface SourcePlace extends Place {
  readonly file: string;
}

/** A value of the language with the source of every part. */
export type Sourced = SourcedMap | SourcedList | SourcedScalar;

export interface SourcedMap {
  readonly kind: 'map';
  readonly source: Source;
  readonly entries: ReadonlyMap<string, Sourced>;
}

interface SourcedList {
  readonly kind: 'list';
  readonly source: Source;
  readonly items: readonly Sourced[];
}

export interface SourcedScalar {
  readonly kind: 'scalar';
  readonly source: Source;
  readonly value: string | number | boolean | null;
}

/** A document with its file on every value. Nodes that stand in it twice, by an anchor, are one value. */
export function sourcedNode(
  node: DocumentNode,
  file: string,
  seen = new Map<DocumentNode, Sourced>(),
): Sourced {
  const known = seen.get(node);
  if (known) return known;
  const made = make(node, file, seen);
  seen.set(node, made);
  return made;
}

function make(node: DocumentNode, file: string, seen: Map<DocumentNode, Sourced>): Sourced {
  const source = { file, ...node.place };
  switch (node.kind) {
    case 'map': {
      const entries = node.entries.map(
        ({ key, value }) => [key.value, sourcedNode(value, file, seen)] as const,
      );
      return { kind: 'map', source, entries: new Map(entries) };
    }
    case 'list':
      return { kind: 'list', source, items: node.items.map((item) => sourcedNode(item, file, seen)) };
    case 'scalar':
      return { kind: 'scalar', source, value: node.value };
    case 'broken':
      return { kind: 'scalar', source, value: null };
  }
}

/** A plain value with one source for all of it. */
export function sourcedValue(value: unknown, source: Source): Sourced {
  if (Array.isArray(value)) {
    return { kind: 'list', source, items: value.map((item) => sourcedValue(item, source)) };
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, held]) => [key, sourcedValue(held, source)] as const);
    return { kind: 'map', source, entries: new Map(entries) };
  }
  return { kind: 'scalar', source, value: value as SourcedScalar['value'] };
}
