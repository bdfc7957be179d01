import { readFileSync } from 'node:fs';
import { UsageError } from '../command.js';

/**
 * The text of a file that was named on the command line.
 *
 * @throws UsageError when it cannot be read
 */
export function readNamedFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${path} (${(error as NodeJS.ErrnoException).code ?? 'error'})`);
  }
}

/** A file that a policy imports; undefined when it cannot be read. */
export function readImport(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
