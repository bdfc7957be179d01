import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPOSITORY } from './build.js';
import { until } from './time.js';

export interface GatewayOptions {
  /** Text of `fairlead.yaml`. */
  readonly config: string;
  /** Text of the `policy.yaml` beside it. */
  readonly policy: string;
  /** Beside PATH, the two listen addresses and a FAIRLEAD_STATE_DIR of `none`; the machine's own environment is not handed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** Program to run; the built gateway where absent (see `ensureBuilt`). */
  readonly entry?: string;
  /** Options of Node itself. */
  readonly nodeArgs?: readonly string[];
  readonly startTimeoutMs?: number;
  /** The Node that runs it; this one where absent. */
  readonly node?: string;
  /** Called before it starts, with its folder: what else shall stand beside its files. */
  readonly prepare?: (folder: string) => Promise<void>;
}

/** One line of the gateway's log. */
export type LogLine = Readonly<Record<string, unknown>>;

/** Longer than any test lets requests finish. */
const STOP_TIMEOUT_MS = 25_000;

const BUILT_GATEWAY = join(REPOSITORY, 'apps/gateway/dist/main.js');

/**
 * Starts the gateway as a process of its own, on ports that the system chooses, and waits until it listens.
 * @throws Error with its output when it exits or stays silent instead.
 */
export async function startGateway(options: GatewayOptions): Promise<GatewayProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-test-'));
  await writeFile(join(folder, 'policy.yaml'), options.policy);
  await writeFile(join(folder, 'fairlead.yaml'), options.config);
  await options.prepare?.(folder);
  const gateway = new GatewayProcess(folder, options);
  try {
    await gateway.listening(options.startTimeoutMs ?? 20_000);
    return gateway;
  } catch (error) {
    await gateway.kill();
    throw error;
  }
}

export class GatewayProcess {
  /** e.g. `http://127.0.0.1:34567` */
  apiUrl = '';
  adminUrl = '';
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  #stdout = '';
  #stderr = '';

  constructor(
    /** Holds `fairlead.yaml` and `policy.yaml`; removed when the process has ended. */
    readonly folder: string,
    { env, entry = BUILT_GATEWAY, nodeArgs = [], node = process.execPath }: GatewayOptions,
  ) {
    this.#child = spawn(
      node,
      ['--enable-source-maps', ...nodeArgs, entry, '--config', join(folder, 'fairlead.yaml')],
      {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: process.env['PATH'],
          FAIRLEAD_API_LISTEN: '127.0.0.1:0',
          FAIRLEAD_ADMIN_LISTEN: '127.0.0.1:0',
          FAIRLEAD_STATE_DIR: 'none',
          ...env,
        },
      },
    );
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.#exited = once(this.#child, 'close');
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Every complete JSON line it has logged so far. */
  logs(): LogLine[] {
    const lines = this.#stdout.split('\n').slice(0, -1);
    return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as LogLine);
  }

  /** Everything it has printed so far, for messages. */
  output(): string {
    return `${this.#stdout}${this.#stderr}`;
  }

  /** Replaces a file of its folder in one step, as an editor or a ConfigMap does. */
  async rewrite(name: 'fairlead.yaml' | 'policy.yaml', text: string): Promise<void> {
    const draft = join(this.folder, `.${name}.draft`);
    await writeFile(draft, text);
    await rename(draft, join(this.folder, name));
  }

  /** Ends at once, and leaves its folder to another one. */
  async crash(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }

  /** SIGHUP: read the files again. */
  hangUp(): void {
    this.#child.kill('SIGHUP');
  }

  /**
   * Asks it to end; resolves with its exit code, or undefined when a signal ended it.
   * @throws Error with its output when it is still there after a while; then it was ended by force.
   */
  async stop(signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<number | undefined> {
    let late = false;
    const force = setTimeout(() => {
      late = true;
      this.#child.kill('SIGKILL');
    }, STOP_TIMEOUT_MS);
    const code = await this.#end(signal);
    clearTimeout(force);
    if (late) throw new Error(`the gateway did not end on ${signal}; it printed:\n${this.output()}`);
    return code;
  }

  /** Ends it at once; safe to call at any time, and twice. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async listening(timeoutMs: number): Promise<void> {
    const line = await until(
      'the gateway to listen',
      () => this.#hasExited() || this.logs().find(({ msg }) => msg === 'listening'),
      { timeoutMs },
    ).catch((error: Error) => {
      throw new Error(`${error.message}; it printed:\n${this.output()}`, { cause: error });
    });
    if (line === true) {
      await this.#exited;
      throw new Error(
        `the gateway exited with ${this.#child.exitCode} before it listened:\n${this.output()}`,
      );
    }
    this.apiUrl = String(line['api']);
    this.adminUrl = String(line['admin']);
  }

  #hasExited(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async #end(signal: NodeJS.Signals): Promise<number | undefined> {
    if (!this.#hasExited()) this.#child.kill(signal);
    await this.#exited;
    await rm(this.folder, { recursive: true, force: true });
    return this.#child.exitCode ?? undefined;
  }
}
