import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REPOSITORY } from '../../support/build.js';
import { until } from '../../support/time.js';

const USER = 65532;
const SCRIPT = `set -e; mount -t tmpfs -o mode=0700,uid=${USER},gid=${USER} tmpfs "$1"; mount -o remount,bind,ro /; shift
exec setpriv --reuid=${USER} --regid=${USER} --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all -- "$@"`;

/** A `describe` that needs a mount namespace of its own; where there is none it is skipped, and its name says so. */
export function describeAsContainer(name: string, tests: () => void): void {
  if (canUnshare()) describe(name, tests);
  else
    describe.skip(`${name} (skipped: needs root, mount namespaces and a readable clone)`, () =>
      it('needs them', () => undefined));
}

/** That user must also be able to read the repository: a clone below a closed folder cannot be served from. */
function canUnshare(): boolean {
  const asUser = `setpriv --reuid=${USER} --regid=${USER} --clear-groups`;
  const script = `mount -o remount,bind,ro / && ${asUser} test -r "$1" && ${asUser} test -x "$2"`;
  try {
    const paths = [join(REPOSITORY, 'package.json'), process.execPath];
    execFileSync('unshare', ['--mount', 'sh', '-c', script, 'check', ...paths], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

interface Stage {
  readonly steps: readonly { readonly keyword: string; readonly text: string }[];
}

interface Dockerfile {
  readonly parseDockerfile: (text: string) => Stage[];
  readonly assignments: (text: string) => [string, string][];
}

/** The Dockerfile's environment, and what its init is told to run, with this repository for `/app`. */
async function imageConfig(): Promise<{ env: Record<string, string>; command: string[] }> {
  const module = pathToFileURL(join(REPOSITORY, 'deploy/container/proof/dockerfile.mjs')).href;
  const { parseDockerfile, assignments } = (await import(module)) as Dockerfile;
  const steps = parseDockerfile(readFileSync(join(REPOSITORY, 'Dockerfile'), 'utf8')).at(-1)!.steps;
  const textOf = (keyword: string): string => steps.findLast((step) => step.keyword === keyword)!.text;
  const entrypoint = JSON.parse(textOf('ENTRYPOINT')) as string[];
  const command = entrypoint.slice(entrypoint.indexOf('--') + 1);
  return {
    env: {
      ...Object.fromEntries(assignments(textOf('ENV'))),
      PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
    },
    command: command.map((word) => word.replace(/^\/app\//, `${REPOSITORY}/`)),
  };
}

/** The built gateway as a container runs it: its command, environment and user, on a file system that is read-only. */
export class ContainerProcess {
  apiUrl = '';
  #output = '';
  readonly #exited: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    this.#exited = once(child, 'close');
  }

  /** @param state an empty folder, in whose place it sees one that it may write */
  static async start(configuration: string, state: string): Promise<ContainerProcess> {
    const { env, command } = await imageConfig();
    const own = {
      FAIRLEAD_CONFIG: configuration,
      FAIRLEAD_STATE_DIR: state,
      FAIRLEAD_API_LISTEN: '127.0.0.1:0',
      FAIRLEAD_ADMIN_LISTEN: '127.0.0.1:0',
    };
    const args = ['--mount', 'sh', '-c', SCRIPT, 'start', state, ...command];
    const child = spawn('unshare', args, {
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...env, ...own },
    });
    const container = new ContainerProcess(child);
    const listening = await until('the gateway to listen', () => container.#logged('listening'), {
      timeoutMs: 20_000,
    }).catch((error: Error) => {
      child.kill('SIGKILL');
      throw new Error(`${error.message}; it printed:\n${container.#output}`, { cause: error });
    });
    container.apiUrl = String(listening['api']);
    return container;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** How often it has logged this. */
  count(message: string): number {
    return this.#output.split(`"msg":"${message}"`).length - 1;
  }

  /** Asks it to end. */
  terminate(): void {
    this.child.kill('SIGTERM');
  }

  async exitCode(): Promise<number | null> {
    await this.#exited;
    return this.child.exitCode;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#exited;
  }

  #logged(message: string): Record<string, unknown> | undefined {
    const line = this.#output.split('\n').find((text) => text.includes(`"msg":"${message}"`));
    return line?.endsWith('}') ? (JSON.parse(line) as Record<string, unknown>) : undefined;
  }
}
