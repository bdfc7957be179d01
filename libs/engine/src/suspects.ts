import type { Flight, FlightOutcome } from '@fairlead/routing';
import { isPoison, type Suspicion } from './poison.js';

interface Suspect {
  readonly flight: Flight;
  readonly outcome: FlightOutcome;
  readonly suspicion: Suspicion;
}

/**
 * Failures that may be the request's own fault wait here, uncharged, until the next attempt shows whose fault it
 * was. Everything else about the attempt (its place in flight) is settled at once.
 */
export class Suspects {
  #held: Suspect[] = [];

  /** @returns true when the request itself has turned out to be the cause; nobody is charged then. */
  accuse(suspect: Suspect): boolean {
    suspect.flight.land();
    this.#held.push(suspect);
    if (!isPoison(this.#held.map(({ suspicion }) => suspicion))) return false;
    this.#settle({ uncharged: true });
    return true;
  }

  /** The targets were at fault after all. */
  charge(): void {
    this.#settle({});
  }

  #settle(verdict: { uncharged?: boolean }): void {
    if (this.#held.length === 0) return;
    for (const { flight, outcome } of this.#held.splice(0)) flight.end({ ...outcome, ...verdict });
  }
}
