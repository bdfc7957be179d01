import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { until } from './time.js';

export const REPOSITORY = resolve(import.meta.dirname, '../..');

const LOCK_FILE = join(REPOSITORY, 'node_modules', '.fairlead-build.lock');
const COMPILER = join(REPOSITORY, 'node_modules', '.bin', 'tsc');
/** A cold build on a small machine stays well below this. */
const BUILD_TIMEOUT_MS = 180_000;

let built: Promise<void> | undefined;

/**
 * Brings every `dist` up to date, once a test process; processes take turns.
 * @throws Error with the compiler's output when the sources do not compile.
 */
export function ensureBuilt(): Promise<void> {
  built ??= build();
  return built;
}

async function build(): Promise<void> {
  await until('the build of another test process', takeLock, { timeoutMs: BUILD_TIMEOUT_MS, everyMs: 200 });
  try {
    await promisify(execFile)(process.execPath, [COMPILER, '-b'], { cwd: REPOSITORY });
  } catch (error) {
    throw new Error(`the build failed; run "npm run build"\n${(error as { stdout?: string }).stdout ?? ''}`, {
      cause: error,
    });
  } finally {
    await rm(LOCK_FILE, { force: true });
  }
}

/** The lock file holds its owner's process id; one whose owner is dead is taken away. */
async function takeLock(): Promise<boolean> {
  try {
    await writeFile(LOCK_FILE, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const owner = Number(await readFile(LOCK_FILE, 'utf8').catch(() => ''));
    if (owner > 0 && !isAlive(owner)) await rm(LOCK_FILE, { force: true });
    return false;
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
