import type { ConfigProblem, ConfigSpec } from '@fairlead/plugin-sdk';
import { entryOf, type DocumentNode, type Place } from '../document/document-node.js';
import type { Findings } from '../document/findings.js';
import { suggest } from './words.js';

const CODES = { unknown_key: 'unknown-key', missing: 'missing-key', invalid: 'invalid-value' } as const;

/**
 * Puts a plugin's findings about its own options where they belong in the file: an unknown key on the key, a
 * wrong value on the value, something missing on the map that lacks it.
 *
 * @param node what the plain value was made of.
 */
export function reportConfigProblems(
  problems: readonly ConfigProblem[],
  node: DocumentNode,
  spec: Pick<ConfigSpec<object>, 'keys'>,
  findings: Findings,
): void {
  for (const { path, code, message } of problems) {
    const at = placeInside(node, path, code === 'unknown_key');
    if (code === 'unknown_key' && path.length === 1) {
      const key = String(path[0]);
      findings.error(at, 'unknown-key', `unknown key "${key}"`, suggest(key, spec.keys));
    } else findings.error(at, CODES[code], message);
  }
}

/** The place of what a path leads to, or of the last thing on the way that exists. */
export function placeInside(node: DocumentNode, path: readonly (string | number)[], ofKey = false): Place {
  const [step, ...rest] = path;
  if (step === undefined) return node.place;
  const entry = entryOf(node, String(step));
  const next = node.kind === 'list' ? node.items[Number(step)] : entry?.value;
  if (!next) return node.place;
  return ofKey && rest.length === 0 && entry ? entry.key.place : placeInside(next, rest, ofKey);
}
