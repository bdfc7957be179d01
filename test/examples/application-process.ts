import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { REPOSITORY } from '../support/build.js';
import { until } from '../support/time.js';

/** An example that is an application, as a process of its own. */
export class ApplicationProcess {
  url = '';
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  #output = '';

  /** @param configuration path of the `fairlead.yaml` that it is to use */
  constructor(example: string, configuration: string) {
    const entry = join(REPOSITORY, 'examples', example, 'dist/main.js');
    this.#child = spawn(process.execPath, ['--enable-source-maps', entry], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        NO_COLOR: '1',
        PORT: '0',
        FAIRLEAD_CONFIG: configuration,
        FAIRLEAD_STATE_DIR: 'none',
      },
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    this.#exited = once(this.#child, 'close');
  }

  /** Everything that it has printed so far. */
  output(): string {
    return this.#output;
  }

  /** @throws Error with its output when it exits instead */
  async listening(): Promise<void> {
    const url = await until(
      'the application to listen',
      () => this.#hasExited() || /listening at (http:\S+),/.exec(this.#output)?.[1],
      { timeoutMs: 20_000 },
    );
    if (url === true) throw new Error(`the application ended before it listened:\n${this.#output}`);
    this.url = url;
  }

  /** SIGTERM: finish and go. */
  terminate(): void {
    this.#child.kill('SIGTERM');
  }

  /** Resolves with the exit code, or the signal that ended it. */
  async exit(): Promise<number | string | null> {
    await this.#exited;
    return this.#child.exitCode ?? this.#child.signalCode;
  }

  /** Ends it at once; safe to call twice. */
  async kill(): Promise<void> {
    if (!this.#hasExited()) this.#child.kill('SIGKILL');
    await this.#exited;
  }

  #hasExited(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }
}
