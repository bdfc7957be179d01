import type { Clock } from '@fairlead/plugin-sdk';

const WINDOW_MS = 10_000;
const DEPOSIT_LIFE_MS = 60_000;
const CAP = 100;
/** Sums of shares such as 0.2 are a hair off: five of them must make one, and five hundred must fit the cap. */
const TOLERANCE = 1e-9;

/**
 * Second tries on the same endpoint, as a share of its first attempts: a token bucket with a small floor for quiet
 * hours. Going elsewhere is not charged here: when a vendor dies, everyone must move at once.
 */
export class RetryBudget {
  readonly #endpoints = new Map<string, Account>();

  constructor(readonly clock: Clock) {}

  /** A first attempt goes out to `endpoint`: `ratio` of a retry is earned. */
  deposit(endpoint: string, ratio: number): void {
    const account = this.#account(endpoint);
    if (account.balance(this.clock.now()) + ratio <= CAP + TOLERANCE)
      account.deposits.push({ at: this.clock.now(), left: ratio });
  }

  /** Takes one retry, or says no. */
  take(endpoint: string, minPer10s: number): boolean {
    const now = this.clock.now();
    const account = this.#account(endpoint);
    if (account.withdraw(now)) return true;
    account.floor = account.floor.filter((at) => at > now - WINDOW_MS);
    if (account.floor.length >= minPer10s) return false;
    account.floor.push(now);
    return true;
  }

  #account(endpoint: string): Account {
    const account = this.#endpoints.get(endpoint) ?? new Account();
    this.#endpoints.set(endpoint, account);
    return account;
  }
}

class Account {
  deposits: { at: number; left: number }[] = [];
  floor: number[] = [];

  balance(now: number): number {
    const live = this.deposits.findIndex((deposit) => deposit.at > now - DEPOSIT_LIFE_MS);
    this.deposits = live < 0 ? [] : live === 0 ? this.deposits : this.deposits.slice(live);
    return this.deposits.reduce((sum, deposit) => sum + deposit.left, 0);
  }

  /** Takes 1 from the oldest deposits. */
  withdraw(now: number): boolean {
    if (this.balance(now) < 1 - TOLERANCE) return false;
    let owed = 1;
    while (owed > TOLERANCE && this.deposits[0] !== undefined) {
      const paid = Math.min(owed, this.deposits[0].left);
      this.deposits[0].left -= paid;
      owed -= paid;
      if (this.deposits[0].left <= TOLERANCE) this.deposits.shift();
    }
    return true;
  }
}
