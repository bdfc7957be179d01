import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { ensureBuilt, REPOSITORY } from '../../support/build.js';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line in the repository, to its end. */
export async function fairlead(
  args: readonly string[],
  { stdin = '', env = {} }: { stdin?: string; env?: Record<string, string> } = {},
): Promise<Finished> {
  await ensureBuilt();
  const child = spawn(process.execPath, [join(REPOSITORY, 'apps/cli/dist/main.js'), ...args], {
    cwd: REPOSITORY,
    env: { PATH: process.env['PATH'], ...env },
  });
  child.stdin.end(stdin);
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]);
  return { code, stdout, stderr };
}
