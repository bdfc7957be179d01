import type { Worker } from 'node:worker_threads';
import { SIGNS } from './protocol.js';

const LOOK_MS = 250;
/**
 * So many looks in a row without a sign of life: 2 s. Counted in turns of the main thread, so that a machine that was
 * asleep, or a main thread that was busy itself, takes no worker for dead.
 */
const LOOKS = 8;

/** Looks after a worker: whether its event loop still turns, and what it holds outside of its heap's own limit. */
export class WorkerPulse {
  #timer: NodeJS.Timeout | undefined;
  #beats = -1;
  #still = 0;

  constructor(
    private readonly worker: Worker,
    private readonly signs: Int32Array,
    private readonly memoryBytes: number,
    private readonly kill: (reason: 'hung' | 'memory', message: string) => void,
  ) {}

  start(): void {
    this.#timer = setInterval(() => this.#look(), LOOK_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    void this.#weigh();
    const beats = Atomics.load(this.signs, SIGNS.beats);
    if (beats !== this.#beats) {
      this.#beats = beats;
      this.#still = 0;
    } else if (++this.#still >= LOOKS) {
      this.kill('hung', `its event loop has not turned for ${(LOOKS * LOOK_MS) / 1000} s`);
    }
  }

  /** Buffers are no part of the heap that V8 limits. */
  async #weigh(): Promise<void> {
    try {
      const { used_heap_size: heap, external_memory: external } = await this.worker.getHeapStatistics();
      if (heap + external > this.memoryBytes)
        this.kill('memory', `it holds ${mib(heap + external)} of ${mib(this.memoryBytes)} MiB`);
    } catch {
      // It has just ended: its end says more.
    }
  }
}

function mib(bytes: number): number {
  return Math.round(bytes / 1024 ** 2);
}
