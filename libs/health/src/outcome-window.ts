const BUCKETS = 10;

/** Successes and failures of the last `windowMs`, in ten exact buckets; time that passes unseen empties them. */
export class OutcomeWindow {
  readonly #ok = new Array<number>(BUCKETS).fill(0);
  readonly #failed = new Array<number>(BUCKETS).fill(0);
  #tick = -Infinity;

  constructor(readonly windowMs: number) {}

  record(ok: boolean, nowMs: number): void {
    this.#roll(nowMs);
    const counts = ok ? this.#ok : this.#failed;
    counts[slot(this.#tick)]! += 1;
  }

  /** Outcomes and failure rate; the rate is undefined when there is none. */
  read(nowMs: number): { readonly count: number; readonly failureRate: number | undefined } {
    this.#roll(nowMs);
    const failed = sum(this.#failed);
    const count = failed + sum(this.#ok);
    return { count, failureRate: count === 0 ? undefined : failed / count };
  }

  clear(): void {
    this.#ok.fill(0);
    this.#failed.fill(0);
  }

  #roll(nowMs: number): void {
    const tick = Math.floor((nowMs * BUCKETS) / this.windowMs);
    for (let stale = Math.max(this.#tick + 1, tick - BUCKETS + 1); stale <= tick; stale++) {
      this.#ok[slot(stale)] = 0;
      this.#failed[slot(stale)] = 0;
    }
    this.#tick = Math.max(this.#tick, tick);
  }
}

const slot = (tick: number): number => ((tick % BUCKETS) + BUCKETS) % BUCKETS;
const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
