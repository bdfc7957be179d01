/** Where something stands in a file; both 1-based, columns in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** Where it is not the file that was asked about, but one that it imports. */
  readonly file?: string;
}

/** A YAML value with its place. An alias is the very node its anchor is on, place included. */
export type DocumentNode = MapNode | ListNode | ScalarNode | BrokenNode;

export interface MapNode {
  readonly kind: 'map';
  readonly place: Place;
  /** In file order; no key twice. */
  readonly entries: readonly MapEntry[];
}

export interface MapEntry {
  readonly key: KeyNode;
  readonly value: DocumentNode;
}

export interface ListNode {
  readonly kind: 'list';
  readonly place: Place;
  readonly items: readonly DocumentNode[];
}

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly place: Place;
  /** Null for a key with nothing behind it, too. */
  readonly value: string | number | boolean | null;
  /** Where the character at `index` of a text value stands. */
  placeOf?(index: number): Place;
}

/** Where something unreadable stood and was reported: readers pass it over in silence. */
export interface BrokenNode {
  readonly kind: 'broken';
  readonly place: Place;
}

/** A key as it was written: `1:` is the key "1". */
export interface KeyNode extends ScalarNode {
  readonly value: string;
}

/** Where a character of a text value stands; the node's own place for anything else. */
export function placeWithin(node: DocumentNode, index: number): Place {
  return node.kind === 'scalar' && node.placeOf ? node.placeOf(index) : node.place;
}

/** The entry of a key; undefined when there is none or the node is no map. */
export function entryOf(node: DocumentNode, key: string): MapEntry | undefined {
  return node.kind === 'map' ? node.entries.find((entry) => entry.key.value === key) : undefined;
}

/** The node as plain data, for readers that know nothing of places. A node used twice gives one shared value. */
export function plainValue(node: DocumentNode, seen = new Map<DocumentNode, unknown>()): unknown {
  if (!seen.has(node)) seen.set(node, toPlain(node, seen));
  return seen.get(node);
}

function toPlain(node: DocumentNode, seen: Map<DocumentNode, unknown>): unknown {
  if (node.kind === 'broken') return undefined;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map((item) => plainValue(item, seen));
  return Object.fromEntries(node.entries.map(({ key, value }) => [key.value, plainValue(value, seen)]));
}
