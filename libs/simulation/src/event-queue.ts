/** Something that is to happen at a moment. */
interface TimedEvent {
  readonly atMs: number;
  readonly run: () => void;
}

interface Entry {
  readonly event: TimedEvent;
  /** Events of one moment happen in the order they were added. */
  readonly order: number;
}

/** A binary heap of events, soonest first. */
export class EventQueue {
  readonly #heap: Entry[] = [];
  #order = 0;

  add(event: TimedEvent): void {
    this.#heap.push({ event, order: this.#order++ });
    let place = this.#heap.length - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#swapIfSooner(place, parent)) break;
      place = parent;
    }
  }

  get nextMs(): number | undefined {
    return this.#heap[0]?.event.atMs;
  }

  take(): TimedEvent | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (first === undefined || last === undefined || first === last) return first?.event;
    this.#heap[0] = last;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      if (left >= this.#heap.length) break;
      const child = left + 1 < this.#heap.length && this.#sooner(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfSooner(child, place)) break;
      place = child;
    }
    return first.event;
  }

  #swapIfSooner(place: number, parent: number): boolean {
    if (!this.#sooner(place, parent)) return false;
    const entry = this.#heap[place]!;
    this.#heap[place] = this.#heap[parent]!;
    this.#heap[parent] = entry;
    return true;
  }

  #sooner(a: number, b: number): boolean {
    const [x, y] = [this.#heap[a]!, this.#heap[b]!];
    return x.event.atMs < y.event.atMs || (x.event.atMs === y.event.atMs && x.order < y.order);
  }
}
