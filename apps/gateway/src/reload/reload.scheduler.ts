import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Runtime } from '../runtime/runtime.js';
import { FileWatch } from './file-watch.js';

const NAME = 'reload';
/** For file systems that tell nobody of a change. */
const POLL_MS = 30_000;

/** Asks for a reload when a file has changed, now and then, and on SIGHUP. */
@Injectable()
export class ReloadScheduler implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #watch: FileWatch;
  readonly #onSignal = (): void => void this.#reload(() => this.runtime.reloader.reload('signal'));
  #warned = false;

  constructor(
    @Inject(SchedulerRegistry) private readonly schedule: SchedulerRegistry,
    @Inject(Runtime) private readonly runtime: Runtime,
  ) {
    this.#watch = new FileWatch(
      () => this.#look(),
      (error) => this.#blind(error),
    );
  }

  onApplicationBootstrap(): void {
    if (!this.runtime.follows.files) return;
    this.#watch.follow(this.runtime.reloader.paths);
    const poll = setInterval(() => this.#look(), POLL_MS);
    this.schedule.addInterval(NAME, poll);
    // On a terminal it says that the terminal is gone, and the gateway goes with it.
    if (this.runtime.follows.signals && process.stdout.isTTY !== true) process.on('SIGHUP', this.#onSignal);
  }

  onModuleDestroy(): void {
    process.off('SIGHUP', this.#onSignal);
    if (this.schedule.doesExist('interval', NAME)) this.schedule.deleteInterval(NAME);
    this.#watch.close();
  }

  #look(): void {
    void this.#reload(() => this.runtime.reloader.reloadIfChanged());
  }

  /** What goes wrong is in the log already; the files to watch may be others now. */
  async #reload(load: () => Promise<unknown>): Promise<void> {
    await load().catch(() => undefined);
    this.#watch.follow(this.runtime.reloader.paths);
  }

  #blind({ message }: Error): void {
    if (!this.#warned)
      this.runtime.logger.warn({ reason: message, pollMs: POLL_MS }, 'files cannot be watched, only polled');
    this.#warned = true;
  }
}
