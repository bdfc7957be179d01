/** One second attempt, in the unit in which they are earned: whole numbers add up exactly, shares such as 0.02 do not. */
const ONE = 1_000_000;
/** Requests whose unused shares a route may save up for a bad moment. */
const MEMORY = 1000;

/**
 * Second attempts as a share of a route's requests. Every request earns its share of one; nothing is given in advance,
 * so that a provider that is slow from the start does not have its traffic doubled.
 */
export class HedgeAllowance {
  readonly #earned = new Map<string, number>();

  /** @param share of the route's requests that may have a second attempt */
  request(route: string, share: number): void {
    const earned = Math.round(share * ONE);
    const most = Math.max(ONE, MEMORY * earned);
    this.#earned.set(route, Math.min(most, this.#left(route) + earned));
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
