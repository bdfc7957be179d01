import { dirname, join } from 'node:path';
import { entryOf, type DocumentNode } from '../document/document-node.js';
import type { Findings } from '../document/findings.js';
import { readDocument } from '../document/read-document.js';
import type { Located } from '../shape/shape.js';
import { imports } from '../syntax/imports.js';
import { checkImported } from './check-imported.js';
import { joinSources } from './join-sources.js';

/**
 * The text of an imported file; undefined when there is none.
 *
 * @param path joined to that of the importing file.
 */
export type ReadImport = (path: string) => string | undefined;

/** A policy with everything it imports as one document. */
export interface Sources {
  readonly root?: DocumentNode;
  /** The policy's first, then those of its imports in the order they were read. */
  readonly texts: readonly string[];
}

/** Reads a policy and, through `readImport`, what it imports. */
export function readSources(text: string, findings: Findings, readImport: ReadImport): Sources {
  return new Importer(findings, readImport).read(text);
}

class Importer {
  readonly #texts: string[] = [];
  /** Path → its content, once it was read. A file that two others import is there once. */
  readonly #seen = new Set<string>();

  constructor(
    private readonly findings: Findings,
    private readonly readImport: ReadImport,
  ) {}

  read(text: string): Sources {
    this.#texts.push(text);
    const own = readDocument(text, this.findings);
    if (!own) return { texts: this.#texts };
    const imported = this.#importsOf(own, [join(this.findings.file)]);
    const root = joinSources(own, imported, this.findings);
    return { root, texts: this.#texts };
  }

  /** The documents that a document imports, theirs first. */
  #importsOf(node: DocumentNode, trail: readonly string[]): DocumentNode[] {
    const entry = entryOf(node, 'imports');
    const listed = entry && imports.read(entry.value, this.findings);
    return (listed ?? []).flatMap((written) => this.#import(written, trail));
  }

  #import({ value, place }: Located<string>, trail: readonly string[]): DocumentNode[] {
    const path = value.startsWith('/') ? value : join(dirname(trail.at(-1)!), value);
    if (trail.includes(path)) {
      const circle = [...trail.slice(trail.indexOf(path)), path].join(' → ');
      const message = `these files import each other: ${circle}`;
      this.findings.error(place, 'import-cycle', message, 'put what both need into a third file');
      return [];
    }
    if (this.#seen.has(path)) return [];
    this.#seen.add(path);
    const text = this.readImport(path);
    if (text === undefined) {
      const hint = 'a path is relative to the file that imports it';
      this.findings.error(place, 'import-unreadable', `cannot read ${path}`, hint);
      return [];
    }
    this.#texts.push(text);
    const node = readDocument(text, this.findings, path);
    if (!node || !checkImported(node, this.findings)) return [];
    return [...this.#importsOf(node, [...trail, path]), node];
  }
}
