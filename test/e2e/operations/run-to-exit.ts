import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { REPOSITORY } from '../../support/build.js';

export interface Run {
  /** Undefined when a signal ended it. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Text of each file, by its path in a folder of the run's own, which is also the working directory. */
  readonly files?: Readonly<Record<string, string>>;
  /** Beside PATH; the machine's own environment is not handed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** Instead of the folder of `files`. */
  readonly cwd?: string;
}

/** Long enough for a start on a slow machine; a gateway that serves instead of exiting is ended by it. */
const PATIENCE_MS = 20_000;

/** Runs the built gateway with these arguments until it exits. The folder's path is cut from what it printed. */
export async function runToExit(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-run-'));
  try {
    for (const [path, text] of Object.entries(options.files ?? {})) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return await run(args, options.cwd ?? folder, options.env ?? {}, (text) =>
      text.replaceAll(`${folder}/`, ''),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
  shorten: (text: string) => string,
): Promise<Run> {
  const entry = join(REPOSITORY, 'apps/gateway/dist/main.js');
  const child = spawn(process.execPath, [entry, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], FAIRLEAD_STATE_DIR: 'none', ...env },
    timeout: PATIENCE_MS,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  await once(child, 'close');
  return { code: child.exitCode ?? undefined, stdout: shorten(stdout), stderr: shorten(stderr) };
}
