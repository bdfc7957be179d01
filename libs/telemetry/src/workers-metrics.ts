import { AggregatorRegistry, Counter, Gauge, Registry } from 'prom-client';
import { renderRegistry, type Rendered } from './render.js';
import { runningTotals, type Family, type Snapshot } from './snapshot.js';

/** How many workers there are of each kind at this moment. */
export type WorkerCounts = Readonly<Record<'starting' | 'serving' | 'draining' | 'silent', number>>;

/** Why a worker is no more: it ended by itself, never got ready, did not answer any more, or was told to go. */
export type WorkerEnd = 'crash' | 'start' | 'hung' | 'stopped';

/**
 * One set of series for the workers of one gateway. Totals of workers that are gone stay in, as far as they were heard
 * of: a counter that fell would look like a restart of all of them.
 */
export class WorkersMetrics {
  readonly registry = new Registry();
  readonly #latest = new Map<string, Snapshot>();
  #gone: Snapshot = [];
  readonly #workers: Gauge<'state'>;
  readonly #ends: Counter<'reason'>;

  /** @param startedSeconds calendar time of the start, in seconds since 1970 */
  constructor(startedSeconds: number) {
    const registers = [this.registry];
    this.#workers = new Gauge({
      name: 'fairlead_workers',
      help: 'Worker processes by state; a silent one did not answer this scrape.',
      labelNames: ['state'],
      registers,
    });
    this.#ends = new Counter({
      name: 'fairlead_worker_ends_total',
      help: 'Worker processes that ended, by reason.',
      labelNames: ['reason'],
      registers,
    });
    new Gauge({
      name: 'process_start_time_seconds',
      help: 'Start time of the gateway since unix epoch in seconds.',
      registers,
    }).set(startedSeconds);
  }

  /** The latest that is known of a worker. */
  heard(worker: string, snapshot: Snapshot): void {
    // What prom-client leaves out of a sum, such as the time of the start, we say ourselves.
    this.#latest.set(
      worker,
      snapshot.filter(({ aggregator }) => String(aggregator) !== 'omit'),
    );
  }

  ended(worker: string, reason: WorkerEnd): void {
    this.#ends.inc({ reason });
    const last = this.#latest.get(worker);
    if (!this.#latest.delete(worker) || last === undefined) return;
    this.#gone = AggregatorRegistry.aggregate([
      [...this.#gone],
      [...runningTotals(last)],
    ]).getMetricsAsArray() as Family[];
  }

  /** @param answered the workers whose latest is of this moment: of the others only their totals count */
  async render(answered: ReadonlySet<string>, counts: WorkerCounts, accept?: string): Promise<Rendered> {
    for (const [state, count] of Object.entries(counts)) this.#workers.set({ state }, count);
    const ours = await this.registry.getMetricsAsJSON();
    const theirs = [...this.#latest].map(([worker, snapshot]) =>
      answered.has(worker) ? snapshot : runningTotals(snapshot),
    );
    const all = [...theirs, this.#gone, ours].map((snapshot) => [...snapshot]);
    return renderRegistry(AggregatorRegistry.aggregate(all), accept);
  }
}
