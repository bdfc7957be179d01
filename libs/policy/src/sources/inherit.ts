import { entryOf, type MapEntry, type MapNode } from '../document/document-node.js';

/** What an extending map does not take over from its base. */
export interface Inheritance {
  /** Keys that stay where they are. */
  readonly never: readonly string[];
  /** Key of its own → those of the base that it takes the place of. */
  readonly instead: Readonly<Record<string, readonly string[]>>;
}

/** Maps that are one value: a strategy with its options, the rule of an error class. */
const WHOLE = [['strategy'], ['failover', 'rules', '*']];

/** The map with all that its base has besides: maps merge key by key, lists and scalars replace. */
export function inherit(own: MapNode, base: MapNode, { never, instead }: Inheritance): MapNode {
  const replaced = own.entries.flatMap(({ key }) => instead[key.value] ?? []);
  const barred = ['extends', ...never, ...replaced];
  const entries = base.entries.filter(({ key }) => !barred.includes(key.value));
  return merged(own, { ...base, entries }, []);
}

function merged(own: MapNode, base: MapNode, path: readonly string[]): MapNode {
  const added = base.entries.filter(({ key }) => !entryOf(own, key.value));
  const entries = own.entries.map((entry): MapEntry => {
    const { key, value } = entry;
    const below = entryOf(base, key.value)?.value;
    const at = [...path, key.value];
    if (value.kind !== 'map' || below?.kind !== 'map' || isWhole(at)) return entry;
    return { key, value: merged(value, below, at) };
  });
  return { ...own, entries: [...entries, ...added] };
}

function isWhole(path: readonly string[]): boolean {
  return WHOLE.some(
    (whole) =>
      whole.length === path.length && whole.every((step, depth) => step === '*' || step === path[depth]),
  );
}
