import { execFileSync, type ExecFileSyncOptionsWithStringEncoding } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Programs that judge what is deployed; `test/deploy/install-tools.sh` installs them. */
export type Tool = 'promtool' | 'kubectl' | 'kubernetes-validate' | 'hadolint' | 'helm';

const CACHE = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
const FOLDERS = [...(process.env['PATH'] ?? '').split(delimiter), join(CACHE, 'fairlead/deploy-tools/bin')];

/** A `describe` that needs these programs; where one is absent it is skipped, and its name says which. */
export function describeWithTools(name: string, tools: readonly Tool[], tests: () => void): void {
  const absent = tools.filter((tool) => find(tool) === undefined);
  if (absent.length === 0) describe(name, tests);
  else
    describe.skip(`${name} (skipped: no ${absent.join(', ')})`, () =>
      it('needs test/deploy/install-tools.sh', () => undefined));
}

/**
 * What the program prints.
 * @throws Error with all it said where it ends with another code than 0
 */
export function run(tool: Tool, args: readonly string[], cwd?: string): string {
  const program = find(tool);
  if (program === undefined) throw new Error(`${tool} is not installed; run test/deploy/install-tools.sh`);
  const options: ExecFileSyncOptionsWithStringEncoding = {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
    ...(cwd !== undefined && { cwd }),
  };
  try {
    return execFileSync(program, args, options);
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout?: string; readonly stderr?: string };
    throw new Error(`${tool} ${args.join(' ')}\n${stdout ?? ''}${stderr ?? ''}`, { cause: error });
  }
}

function find(tool: Tool): string | undefined {
  return FOLDERS.map((folder) => join(folder, tool)).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
