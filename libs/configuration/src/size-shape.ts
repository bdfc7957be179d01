import { refine, textAs, type Findings, type Shape } from '@fairlead/policy';
import type { ConfigProblemCode } from './problem-codes.js';
import { formatSize, parseSizeBytes } from './size.js';

/** An amount of memory such as `32MiB`, in bytes. */
export const size: Shape<number> = {
  ...refine(textAs('a size such as 32MiB'), (value, findings: Findings<ConfigProblemCode>, node) => {
    const bytes = parseSizeBytes(value);
    if (bytes === undefined) {
      findings.error(node.place, 'invalid-size', `"${value}" is not a size`, 'write 512KiB, 32MiB or 1GiB');
    }
    return bytes;
  }),
  write: formatSize,
};
