import type { Sourced, SourcedMap } from './sourced.js';

/** Dictionaries, whose values replace each other whole, among the maps that merge key by key. */
const DICTIONARIES: readonly string[] = ['rules'];

/** The value behind a key; undefined when there is none or the node is no map. */
export function held(node: Sourced | undefined, key: string): Sourced | undefined {
  return node?.kind === 'map' ? node.entries.get(key) : undefined;
}

export function emptyMap(): SourcedMap {
  return { kind: 'map', source: 'built-in', entries: new Map() };
}

/** With these entries in place of those of the same keys; undefined leaves an entry as it is. */
export function withEntries(
  map: SourcedMap,
  entries: Readonly<Record<string, Sourced | undefined>>,
): SourcedMap {
  const given = Object.entries(entries).filter((entry): entry is [string, Sourced] => entry[1] !== undefined);
  return given.length === 0 ? map : { ...map, entries: new Map([...map.entries, ...given]) };
}

export function withoutEntries(map: SourcedMap, ...keys: readonly string[]): SourcedMap {
  return { ...map, entries: new Map([...map.entries].filter(([key]) => !keys.includes(key))) };
}

/** Every value of a map, or item of a list, changed; anything else stays as it is. */
export function mapped<N extends Sourced | undefined>(node: N, change: (value: Sourced) => Sourced): N {
  if (node?.kind === 'map') {
    return { ...node, entries: new Map([...node.entries].map(([key, value]) => [key, change(value)])) };
  }
  return node?.kind === 'list' ? { ...node, items: node.items.map(change) } : node;
}

/** `over` laid on `base`, as `defaults` and `extends` work: maps key by key, at every depth; all else replaces. */
export function mergedNodes(
  base: Sourced | undefined,
  over: Sourced | undefined,
  whole = false,
): Sourced | undefined {
  if (!over || !base) return over ?? base;
  if (base.kind !== 'map' || over.kind !== 'map') return over;
  const entries = new Map(base.entries);
  for (const [key, value] of over.entries) {
    entries.set(key, whole ? value : mergedNodes(entries.get(key), value, DICTIONARIES.includes(key))!);
  }
  return { ...over, entries };
}
