import { Findings, readDocument, type Problem } from '@fairlead/policy';
import { Outline } from './outline/outline.js';
import { Remarks, type Remark } from './source/remarks.js';
import { mapOf, type SourceMap } from './source/source-map.js';

/** Another gateway's configuration in our two files. Neither holds a secret: keys are references to the environment. */
export interface Migration {
  /** `fairlead.yaml`. */
  readonly configuration: string;
  readonly policy: string;
  /** Every setting of the source, in its order. */
  readonly remarks: readonly Remark[];
}

export type MigrationResult =
  | { readonly ok: true; readonly migration: Migration }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What an importer makes of a source file. */
export type Importer = (source: SourceMap, outline: Outline) => void;

/**
 * Reads YAML or JSON and lets an importer say it in our language.
 *
 * @param file as problems shall name it
 */
export function migrate(text: string, file: string, importer: Importer): MigrationResult {
  const findings = new Findings(file);
  const root = readDocument(text, findings);
  const remarks = new Remarks();
  const source = root && mapOf(root, '', remarks);
  if (root && !source) findings.error(root.place, 'wrong-type', `expected a map, found a ${root.kind}`);
  if (!root || !source || findings.failed) return { ok: false, problems: findings.problems() };
  const outline = new Outline();
  importer(source, outline);
  return { ok: true, migration: { ...outline.write(file), remarks: remarks.all(root) } };
}
