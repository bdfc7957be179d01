import { setTimeout as pause } from 'node:timers/promises';
import type { StrategyDefinition } from '@fairlead/plugin-sdk';
import type { Entry } from '../http/entry.js';
import type { Runtime } from '../runtime/runtime.js';

interface Terms {
  /** The process is the gateway's: it drains by its own signals, and has the server to itself. */
  readonly owns: boolean;
  /** Serve nothing until a configuration can be used, where it cannot at the start. */
  readonly waits: boolean;
  /** The application serves some of its routes. */
  readonly isMounted?: boolean;
}

/** The life of a gateway in an application: from its start to the end of what is under way. */
export class Residence {
  readonly owns: boolean;
  readonly isMounted: boolean;
  readonly #waits: boolean;
  #deadline: AbortController | undefined;

  constructor(
    readonly runtime: Runtime,
    readonly entry: Entry,
    { owns, waits, isMounted = true }: Terms,
  ) {
    this.owns = owns;
    this.isMounted = isMounted;
    this.#waits = waits;
  }

  /** @throws ConfigurationError with every problem, unless it waits for files that can be used */
  async start(strategies: ReadonlyMap<string, StrategyDefinition>): Promise<void> {
    await this.runtime.start(strategies, this.#waits);
  }

  /** Not ready any more; whatever is not done at the end of `drain.timeout` is cut, so that the server can close. */
  drain(): void {
    if (this.owns || this.runtime.draining) return;
    this.runtime.draining = true;
    this.#deadline = new AbortController();
    const { timeoutMs } = this.runtime.drain;
    void pause(timeoutMs, undefined, { signal: this.#deadline.signal }).then(
      () => this.#cut(),
      () => undefined,
    );
  }

  /** The server is closed; calls from within the process may still be under way. */
  async stop(): Promise<void> {
    if (!this.owns) await this.runtime.engine.whenIdle();
    this.#deadline?.abort();
    await this.runtime.stop();
  }

  #cut(): void {
    const { engine, logger } = this.runtime;
    if (engine.inflight > 0) logger.warn({ inflight: engine.inflight }, 'drain timeout: requests are cut');
    this.entry.cutAll();
  }
}
