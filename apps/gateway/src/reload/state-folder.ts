import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What `state_dir` says when nothing shall be kept. */
const NONE = 'none';

/**
 * Where one configuration's state is kept; undefined: nowhere. Beside the files would be wrong, since a ConfigMap is
 * read-only. Gateways on one machine share a folder, so each has a place named after its configuration's path.
 */
export function stateFolder(
  configuration: string,
  stateDir: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (stateDir === NONE) return undefined;
  const key = createHash('sha256').update(configuration).digest('hex').slice(0, 16);
  return join(stateDir ?? usualFolder(env), key);
}

function usualFolder({ XDG_STATE_HOME: home }: Readonly<Record<string, string | undefined>>): string {
  // The folder for temporary files belongs to everybody: one per user, or the first would lock the others out.
  return home ? join(home, 'fairlead') : join(tmpdir(), `fairlead-${process.getuid?.() ?? 'state'}`);
}
