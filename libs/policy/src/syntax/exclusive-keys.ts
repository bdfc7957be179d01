import type { JsonSchema } from '@fairlead/plugin-sdk';
import { entryOf, type DocumentNode } from '../document/document-node.js';
import type { Findings } from '../document/findings.js';

/** What {@link checkOneOf} asks for, as a schema. */
export function oneOfKeys(...keys: readonly string[]): JsonSchema {
  return { oneOf: keys.map((key) => ({ required: [key] })) };
}

/** At least one of them, as a schema. */
export function anyOfKeys(...keys: readonly string[]): JsonSchema {
  return { anyOf: keys.map((key) => ({ required: [key] })) };
}

/** Exactly one of `keys` must be there. */
export function checkOneOf(keys: readonly string[], node: DocumentNode, findings: Findings): void {
  const entries = node.kind === 'map' ? node.entries : [];
  const [first, ...others] = entries.filter(({ key }) => keys.includes(key.value));
  if (!first) findings.error(node.place, 'missing-key', `one of ${keys.join(', ')} is missing`);
  for (const { key } of others) {
    const message = `"${key.value}" and "${first?.key.value}" exclude each other`;
    findings.error(key.place, 'conflicting-keys', message, `keep one of ${keys.join(', ')}`);
  }
}

/** `key` only means something beside `companion`. */
export function checkTogether(key: string, companion: string, node: DocumentNode, findings: Findings): void {
  const entry = entryOf(node, key);
  if (!entry || entryOf(node, companion)) return;
  const message = `"${key}" has no effect without "${companion}"`;
  findings.error(entry.key.place, 'misplaced-key', message, `a pool has a "${key}" of its own`);
}
