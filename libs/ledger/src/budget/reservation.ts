import type { WindowAccount } from './window-account.js';

/**
 * Money set aside for one call. It goes back to the window it was taken from, however late: what began on the last
 * day of a month is that month's.
 */
export class Reservation {
  #open = true;

  /** @param onSpent the call has cost something, and the account knows */
  constructor(
    readonly estimateNanoUsd: number,
    private readonly account: WindowAccount,
    private readonly onSpent: () => void,
  ) {
    account.reservedNanoUsd += estimateNanoUsd;
  }

  /** The call cost so much. The first end counts. */
  settle(actualNanoUsd: number): void {
    if (!this.#end()) return;
    this.account.spentNanoUsd += actualNanoUsd;
    this.onSpent();
  }

  /** Nothing was spent. */
  release(): void {
    this.#end();
  }

  #end(): boolean {
    if (!this.#open) return false;
    this.#open = false;
    this.account.reservedNanoUsd -= this.estimateNanoUsd;
    return true;
  }
}
