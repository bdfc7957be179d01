/** One second attempt, in the unit in which they are earned: whole numbers add up exactly, shares such as 0.02 do not. */
const ONE = 1_000_000;
/** What a quiet time may save up for a bad one. */
const CAP = 10 * ONE;

/**
 * Second attempts as a share of a route's requests. Every request earns its share of one; nothing is given in advance,
 * so that a provider that is slow from the start does not have its traffic doubled.
 */
export class HedgeAllowance {
  readonly #earned = new Map<string, number>();

  /** @param share of the route's requests that may have a second attempt */
  request(route: string, share: number): void {
    this.#earned.set(route, Math.min(CAP, this.#left(route) + Math.round(share * ONE)));
  }

  allows(route: string): boolean {
    return this.#left(route) >= ONE;
  }

  /** A second attempt goes out. */
  take(route: string): void {
    this.#earned.set(route, this.#left(route) - ONE);
  }

  #left(route: string): number {
    return this.#earned.get(route) ?? 0;
  }
}
