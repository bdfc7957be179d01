/** Something that is to happen at a moment. */
interface TimedEvent {
  readonly atMs: number;
  readonly run: () => void;
}

interface Entry extends TimedEvent {
  /** Events of one moment happen in the order they were added. */
  readonly order: number;
}

/** A binary heap of events, soonest first. */
export class EventQueue {
  readonly #heap: Entry[] = [];
  #order = 0;

  add({ atMs, run }: TimedEvent): void {
    const heap = this.#heap;
    const entry: Entry = { atMs, run, order: this.#order++ };
    let place = heap.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (!isSooner(entry, heap[above]!)) break;
      heap[place] = heap[above]!;
      place = above;
    }
    heap[place] = entry;
  }

  get nextMs(): number | undefined {
    return this.#heap[0]?.atMs;
  }

  take(): TimedEvent | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first !== undefined && last !== undefined && first !== last) this.#sink(last);
    return first;
  }

  /** Puts an entry in from the top, and moves up what is sooner. */
  #sink(entry: Entry): void {
    const heap = this.#heap;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && isSooner(heap[below + 1]!, heap[below]!)) below++;
      if (!isSooner(heap[below]!, entry)) break;
      heap[place] = heap[below]!;
      place = below;
    }
    heap[place] = entry;
  }
}

function isSooner(one: Entry, other: Entry): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}
