import { entryOf, type DocumentNode, type MapEntry } from '../document/document-node.js';
import type { Findings } from '../document/findings.js';
import { reportWrongType } from '../shape/shape.js';
import { IMPORTABLE } from '../syntax/imports.js';

/** The policy's document with the named things of its imports in it. */
export function joinSources(
  own: DocumentNode,
  imported: readonly DocumentNode[],
  findings: Findings,
): DocumentNode {
  if (own.kind !== 'map') return own;
  const joined = new Map<string, MapEntry>(
    own.entries.filter(({ key }) => key.value !== 'imports').map((entry) => [entry.key.value, entry]),
  );
  for (const name of IMPORTABLE) {
    const [first, ...more] = [...imported, own].flatMap((node) => entryOf(node, name) ?? []);
    if (first)
      joined.set(
        name,
        more.reduce((all, entry) => joinEntries(all, entry, findings), first),
      );
  }
  return { ...own, entries: [...joined.values()] };
}

function joinEntries(all: MapEntry, more: MapEntry, findings: Findings): MapEntry {
  const { value: held } = all;
  const { value: added, key } = more;
  if (held.kind === 'list' && added.kind === 'list') {
    return { key, value: { ...added, items: [...held.items, ...added.items] } };
  }
  if (held.kind !== 'map' || added.kind !== 'map') {
    // One of the two is wrong for its key; what is left says so when it is read.
    if (held.kind !== added.kind) reportWrongType(added, `a ${held.kind}`, findings);
    return all;
  }
  for (const entry of added.entries) {
    const twin = entryOf(held, entry.key.value);
    if (twin) reportTwice(entry, twin, findings);
  }
  const fresh = added.entries.filter((entry) => !entryOf(held, entry.key.value));
  return { key, value: { ...added, entries: [...held.entries, ...fresh] } };
}

function reportTwice({ key }: MapEntry, { key: first }: MapEntry, findings: Findings): void {
  const { file = findings.file, line } = first.place;
  const message = `"${key.value}" stands in ${file}:${line} too`;
  findings.error(key.place, 'duplicate-name', message, 'rename one, or remove it');
}
