import { Worker } from 'node:worker_threads';
import { callMarks, MARKS } from './call-marks.js';
import type { PluginWatch } from './plugin-watch.js';
import type { Stall, StallSeed } from './stall-thread.js';

const THREAD = new URL('../../dist/watch/stall-thread.js', import.meta.url);
/** So many beats within the shortest stall that is told. */
const BEATS_PER_STALL = 5;

/** Watches this thread's event loop from another one, which can also tell of a stall that does not end. */
export class StallWatchdog {
  readonly #beat: NodeJS.Timeout;
  readonly #thread: Worker;
  readonly #forget: () => void;

  /** @param stallMs what is shorter is not told */
  constructor(stallMs: number, watch: Pick<PluginWatch, 'stalled'>) {
    const marks = callMarks.shared;
    this.#beat = setInterval(() => {
      Atomics.add(marks, MARKS.beat, 1);
      Atomics.notify(marks, MARKS.beat);
    }, stallMs / BEATS_PER_STALL).unref();
    this.#thread = new Worker(THREAD, {
      name: 'watchdog',
      workerData: { marks, stallMs } satisfies StallSeed,
      env: {},
    });
    this.#thread.unref();
    this.#thread.on('message', ({ durationMs, call }: Stall) =>
      watch.stalled({ durationMs: Math.round(durationMs), ...callMarks.named(call) }),
    );
    this.#forget = callMarks.onRegistered((number, call) => this.#thread.postMessage([number, call]));
  }

  async stop(): Promise<void> {
    clearInterval(this.#beat);
    this.#forget();
    await this.#thread.terminate();
  }
}
