import type { DocumentNode } from '../document/document-node.js';
import type { Findings } from '../document/findings.js';
import { reportUnknownKey } from '../shape/record.js';
import { reportWrongType } from '../shape/shape.js';
import { IMPORTABLE } from '../syntax/imports.js';
import { version } from '../syntax/version.js';

/** Keys of a policy that say what it does, and so must stand in the policy itself. */
const OF_THE_POLICY = ['defaults', 'name', 'routes'];

/** Whether a file has the form of one that can be imported; what has no place in it is reported. */
export function checkImported(node: DocumentNode, findings: Findings): boolean {
  if (node.kind !== 'map') {
    reportWrongType(node, 'a map', findings, `keys: ${IMPORTABLE.join(', ')}`);
    return false;
  }
  const known = ['version', 'imports', ...IMPORTABLE];
  for (const entry of node.entries) {
    const { key } = entry;
    if (key.value === 'version') version.read(entry.value, findings);
    if (OF_THE_POLICY.includes(key.value)) {
      const message = `"${key.value}" does not belong into a file that is imported`;
      findings.error(key.place, 'misplaced-key', message, `such a file holds ${IMPORTABLE.join(', ')}`);
    } else if (!known.includes(key.value)) reportUnknownKey(entry, known, [], findings);
  }
  return true;
}
