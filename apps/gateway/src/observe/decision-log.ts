import type { DecidedExchange } from '@fairlead/engine';

/** How many are kept; each is a few kB. */
const KEPT = 1000;

export interface DecisionFilter {
  readonly route?: string | undefined;
  /** A target that answered or was tried. */
  readonly target?: string | undefined;
  /** `ok`, `partial` or a fault class. */
  readonly outcome?: string | undefined;
  readonly limit: number;
}

/** The last exchanges with the decisions they consist of. Written by every request, read by few: a ring, and no index. */
export class DecisionLog {
  readonly #ring: DecidedExchange[] = [];
  /** Where the next one goes; the oldest, once the ring is full. */
  #next = 0;

  constructor(private readonly size = KEPT) {}

  add(decided: DecidedExchange): void {
    this.#ring[this.#next] = decided;
    this.#next = (this.#next + 1) % this.size;
  }

  /** The latest under this id: a caller may use one twice. */
  find(id: string): DecidedExchange | undefined {
    return this.#newestFirst().find((decided) => decided.id === id);
  }

  /** Newest first. */
  list({ route, target, outcome, limit }: DecisionFilter): DecidedExchange[] {
    const found = this.#newestFirst().filter(
      (decided) =>
        (route === undefined || decided.route === route) &&
        (outcome === undefined || decided.outcome === outcome) &&
        (target === undefined || touches(decided, target)),
    );
    return found.slice(0, limit);
  }

  #newestFirst(): DecidedExchange[] {
    return [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next)].reverse();
  }
}

function touches({ target, steps }: DecidedExchange, id: string): boolean {
  return target === id || steps.some(({ attempts }) => attempts.some((attempt) => attempt.target === id));
}
