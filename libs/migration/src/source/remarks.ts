import type { DocumentNode, MapEntry } from '@fairlead/policy';

/** How much of a source line the new files say. */
export type Verdict = 'exact' | 'approximated' | 'unsupported';

/** What became of one setting. */
export interface Remark {
  /** 1-based line of the source file. */
  readonly line: number;
  /** As the source spells it: `model_list[0].litellm_params.rpm`. */
  readonly path: string;
  readonly verdict: Verdict;
  /** How it is approximated, or why it cannot be said; absent where there is nothing to add. */
  readonly note?: string;
}

const ORDER: readonly Verdict[] = ['exact', 'approximated', 'unsupported'];

/** Keeps account of every setting of a source file, so that none is lost in silence. */
export class Remarks {
  readonly #made = new Map<DocumentNode, Remark>();

  /** A later remark on the same setting stands if it is worse. */
  make(entry: Pick<MapEntry, 'key' | 'value'>, path: string, verdict: Verdict, note?: string): void {
    const before = this.#made.get(entry.key);
    if (before && ORDER.indexOf(before.verdict) >= ORDER.indexOf(verdict)) return;
    this.#made.set(entry.key, { line: entry.key.place.line, path, verdict, ...(note && { note }) });
  }

  /** In the order of the file; what nobody looked at is there as unsupported. */
  all(root: DocumentNode): readonly Remark[] {
    const found: Remark[] = [];
    this.#walk(root, '', found);
    return found;
  }

  #walk(node: DocumentNode, path: string, found: Remark[]): void {
    if (node.kind === 'list') {
      node.items.forEach((item, index) => this.#walk(item, `${path}[${index}]`, found));
    }
    if (node.kind !== 'map') return;
    for (const { key, value } of node.entries) {
      const at = path === '' ? key.value : `${path}.${key.value}`;
      const remark = this.#made.get(key);
      if (remark) found.push(remark);
      else if (holdsSettings(value)) {
        found.push({ line: key.place.line, path: at, verdict: 'exact', note: 'holds what follows' });
        this.#walk(value, at, found);
      } else found.push(unknown(key.place.line, at));
    }
  }
}

function unknown(line: number, path: string): Remark {
  return { line, path, verdict: 'unsupported', note: 'not a setting that this importer knows' };
}

/** A map, or a list of maps: its lines speak for themselves. */
function holdsSettings(node: DocumentNode): boolean {
  if (node.kind === 'map') return node.entries.length > 0;
  return node.kind === 'list' && node.items.some(({ kind }) => kind === 'map');
}
