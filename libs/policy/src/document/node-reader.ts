import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import type { DocumentNode, KeyNode, MapEntry, MapNode, Place, ScalarNode } from './document-node.js';
import type { Findings } from './findings.js';
import { offsetInRaw } from './scalar-offsets.js';

/** Enough for any file written by people; a bound on what a small file can grow to. */
const MAX_ALIASES = 50;

/** Turns the YAML package's tree into ours, in file order, with anchors resolved and keys checked. */
export class NodeReader {
  /** `open` while the anchored node itself is being read: an alias to it would never end. */
  readonly #anchors = new Map<string, DocumentNode | 'open'>();
  #aliases = 0;

  constructor(
    private readonly placeOf: (offset: number) => Place,
    private readonly findings: Findings,
    private readonly source: string,
  ) {}

  read(node: Node): DocumentNode {
    if (isAlias(node)) return this.#follow(node.source, this.#place(node));
    const anchor = 'anchor' in node ? node.anchor : undefined;
    if (anchor) this.#anchors.set(anchor, 'open');
    const read = this.#readValue(node);
    if (anchor) this.#anchors.set(anchor, read);
    return read;
  }

  #readValue(node: Node): DocumentNode {
    const place = this.#place(node);
    if (isMap(node)) return this.#readMap(node, place);
    if (isSeq(node)) return { kind: 'list', place, items: node.items.map((item) => this.read(item as Node)) };
    return this.#readScalar(node as Scalar, place);
  }

  #readScalar(node: Scalar, place: Place): ScalarNode {
    const value = valueOf(node);
    if (typeof value !== 'string' || !node.range) return { kind: 'scalar', place, value };
    const [start, end] = node.range;
    const placeOf = (index: number): Place =>
      this.placeOf(start + offsetInRaw(this.source.slice(start, end), value, index));
    return { kind: 'scalar', place, value, placeOf };
  }

  #readMap(map: YAMLMap, place: Place): MapNode {
    const entries = new Map<string, MapEntry>();
    for (const pair of map.items as Pair<Node, Node | null>[]) {
      const key = this.#readKey(pair.key);
      const value: DocumentNode = pair.value
        ? this.read(pair.value)
        : { kind: 'scalar', place: key?.place ?? place, value: null };
      if (!key) continue;
      const first = entries.get(key.value);
      if (first) {
        const message = `"${key.value}" stands here a second time; the first is on line ${first.key.place.line}`;
        this.findings.error(key.place, 'duplicate-key', message, 'keep one of them');
      } else entries.set(key.value, { key, value });
    }
    return { kind: 'map', place, entries: [...entries.values()] };
  }

  #readKey(node: Node): KeyNode | undefined {
    const place = this.#place(node);
    if (!isScalar(node)) {
      this.findings.error(place, 'invalid-key', 'a key must be plain text');
      return undefined;
    }
    const value = typeof node.value === 'string' ? node.value : (node.source ?? '');
    if (value === '<<') {
      const hint = 'write the keys out, or use "extends"; routes inherit "defaults"';
      this.findings.error(place, 'merge-key', 'merge keys are not part of this language', hint);
      return undefined;
    }
    if (node.anchor) this.#anchors.set(node.anchor, { kind: 'scalar', place, value });
    return { kind: 'scalar', place, value };
  }

  #follow(name: string, place: Place): DocumentNode {
    this.#aliases += 1;
    if (this.#aliases === MAX_ALIASES + 1) {
      this.findings.error(place, 'too-many-aliases', `more than ${MAX_ALIASES} aliases in one file`);
    }
    const target = this.#anchors.get(name);
    if (target === undefined || target === 'open') {
      const message = target
        ? `"*${name}" stands inside its own anchor`
        : `no anchor "&${name}" above this alias`;
      this.findings.error(
        place,
        'unknown-anchor',
        message,
        `put "&${name}" before the value it shall repeat`,
      );
    }
    const usable = typeof target === 'object' && this.#aliases <= MAX_ALIASES;
    return usable ? target : { kind: 'broken', place };
  }

  #place(node: Node): Place {
    return this.placeOf(node.range?.[0] ?? 0);
  }
}

function valueOf(node: Node): ScalarNode['value'] {
  const value: unknown = (node as Scalar).value;
  const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return plain ? value : null;
}
