import { Worker } from 'node:worker_threads';
import { callMarks, MARKS } from './call-marks.js';
import { foreignCode } from './foreign-code.js';
import type { PluginWatch } from './plugin-watch.js';
import type { Stall, StallSeed } from './stall-thread.js';

const THREAD = new URL('../../dist/watch/stall-thread.js', import.meta.url);
/** So many beats within the shortest stall that is told. */
const BEATS_PER_STALL = 5;

/**
 * Watches this thread's event loop. Beside a stranger's code another thread does, which knows the call that was under way
 * and can tell of a stall that does not end; alone, late beats are enough: that thread is 18 MiB.
 */
export class StallWatchdog {
  readonly #beat: NodeJS.Timeout;
  readonly #forget: () => void;
  #beatAtMs = performance.now();
  #thread: Worker | undefined;
  #forgetCalls: (() => void) | undefined;

  /** @param stallMs what is shorter is not told */
  constructor(
    private readonly stallMs: number,
    private readonly watch: Pick<PluginWatch, 'stalled'>,
  ) {
    this.#beat = setInterval(() => this.#onBeat(), stallMs / BEATS_PER_STALL).unref();
    this.#forget = foreignCode.onArrival(() => this.#startThread());
  }

  async stop(): Promise<void> {
    clearInterval(this.#beat);
    this.#forget();
    this.#forgetCalls?.();
    await this.#thread?.terminate();
  }

  #onBeat(): void {
    const sinceMs = performance.now() - this.#beatAtMs;
    this.#beatAtMs += sinceMs;
    if (this.#thread === undefined) {
      if (sinceMs > this.stallMs) this.watch.stalled({ durationMs: Math.round(sinceMs) });
      return;
    }
    Atomics.add(callMarks.shared, MARKS.beat, 1);
    Atomics.notify(callMarks.shared, MARKS.beat);
  }

  #startThread(): void {
    const thread = new Worker(THREAD, {
      name: 'watchdog',
      workerData: { marks: callMarks.shared, stallMs: this.stallMs } satisfies StallSeed,
      env: {},
    });
    thread.unref();
    thread.on('message', ({ durationMs, call }: Stall) =>
      this.watch.stalled({ durationMs: Math.round(durationMs), ...callMarks.named(call) }),
    );
    this.#forgetCalls = callMarks.onRegistered((number, call) => thread.postMessage([number, call]));
    this.#thread = thread;
  }
}
