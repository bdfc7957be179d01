import { plainValue, type DocumentNode, type MapEntry, type MapNode } from '@fairlead/policy';
import type { Remarks, Verdict } from './remarks.js';

/** One setting of the source, to be read and remarked on. */
export class Setting {
  constructor(
    readonly entry: MapEntry,
    readonly path: string,
    readonly remarks: Remarks,
  ) {}

  get text(): string | undefined {
    const { value } = this.entry;
    return value.kind === 'scalar' && value.value !== null ? String(value.value) : undefined;
  }

  get number(): number | undefined {
    const value = Number(this.text ?? NaN);
    return Number.isFinite(value) ? value : undefined;
  }

  get truth(): boolean {
    return this.text === 'true';
  }

  /** Its texts, be they a list or one alone. */
  get texts(): readonly string[] {
    const value = plainValue(this.entry.value);
    return [value].flat().filter((each): each is string => typeof each === 'string');
  }

  get numbers(): readonly number[] {
    const value = plainValue(this.entry.value);
    return [value].flat().filter((each): each is number => typeof each === 'number');
  }

  get map(): SourceMap | undefined {
    return mapOf(this.entry.value, this.path, this.remarks);
  }

  get maps(): readonly SourceMap[] {
    const { value } = this.entry;
    if (value.kind !== 'list') return [];
    return value.items.flatMap((item, index) => mapOf(item, `${this.path}[${index}]`, this.remarks) ?? []);
  }

  exact(note?: string): this {
    return this.#remark('exact', note);
  }

  approximated(how: string): this {
    return this.#remark('approximated', how);
  }

  unsupported(why: string): this {
    return this.#remark('unsupported', why);
  }

  #remark(verdict: Verdict, note?: string): this {
    this.remarks.make(this.entry, this.path, verdict, note);
    return this;
  }
}

/** A map of the source. */
export class SourceMap {
  constructor(
    readonly node: MapNode,
    readonly path: string,
    readonly remarks: Remarks,
  ) {}

  get settings(): readonly Setting[] {
    return this.node.entries.map((entry) => this.#setting(entry));
  }

  find(key: string): Setting | undefined {
    const entry = this.node.entries.find((each) => each.key.value === key);
    return entry && this.#setting(entry);
  }

  #setting(entry: MapEntry): Setting {
    return new Setting(
      entry,
      this.path === '' ? entry.key.value : `${this.path}.${entry.key.value}`,
      this.remarks,
    );
  }
}

/** Undefined for anything but a map. */
export function mapOf(node: DocumentNode, path: string, remarks: Remarks): SourceMap | undefined {
  return node.kind === 'map' ? new SourceMap(node, path, remarks) : undefined;
}
