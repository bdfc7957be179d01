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

/** The last exchanges with the decisions they consist of, by the id of the request. */
export class DecisionLog {
  readonly #kept = new Map<string, DecidedExchange>();

  constructor(private readonly size = KEPT) {}

  /** A caller may use an id twice: the later one is found by it. */
  add(decided: DecidedExchange): void {
    this.#kept.delete(decided.id);
    this.#kept.set(decided.id, decided);
    if (this.#kept.size <= this.size) return;
    const [oldest] = this.#kept.keys();
    this.#kept.delete(oldest!);
  }

  find(id: string): DecidedExchange | undefined {
    return this.#kept.get(id);
  }

  /** Newest first. */
  list({ route, target, outcome, limit }: DecisionFilter): DecidedExchange[] {
    const found = [...this.#kept.values()].filter(
      (decided) =>
        (route === undefined || decided.route === route) &&
        (outcome === undefined || decided.outcome === outcome) &&
        (target === undefined || touches(decided, target)),
    );
    return found.reverse().slice(0, limit);
  }
}

function touches({ target, steps }: DecidedExchange, id: string): boolean {
  return target === id || steps.some(({ attempts }) => attempts.some((attempt) => attempt.target === id));
}
