import type { Clock } from '@fairlead/plugin-sdk';

const WINDOW_MS = 10_000;
const DEPOSIT_LIFE_MS = 60_000;
const COMPACT_AT = 1000;
/** One retry, in the unit in which they are earned: whole numbers add up exactly, shares such as 0.2 do not. */
const ONE = 1_000_000;
const CAP = 100 * ONE;

/**
 * Second tries on the same endpoint, as a share of its first attempts: a token bucket with a small floor for quiet
 * hours. Going elsewhere is not charged here: when a vendor dies, everyone must move at once.
 */
export class RetryBudget {
  readonly #endpoints = new Map<string, Account>();

  constructor(readonly clock: Clock) {}

  /** A first attempt goes out to `endpoint`: `ratio` of a retry is earned. */
  deposit(endpoint: string, ratio: number): void {
    this.#account(endpoint).deposit(Math.round(ratio * ONE), this.clock.now());
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

/** Earned retries, each with its age; what is too old is gone. Every request deposits, so nothing here walks a list. */
class Account {
  floor: number[] = [];
  readonly #deposits: { readonly at: number; left: number }[] = [];
  /** The oldest that is left; what stands before it is cut off now and then. */
  #oldest = 0;
  #sum = 0;

  deposit(earned: number, now: number): void {
    this.#expire(now);
    if (this.#sum + earned > CAP) return;
    this.#deposits.push({ at: now, left: earned });
    this.#sum += earned;
  }

  /** Takes one retry from the oldest deposits. */
  withdraw(now: number): boolean {
    this.#expire(now);
    if (this.#sum < ONE) return false;
    let owed = ONE;
    while (owed > 0) {
      const deposit = this.#deposits[this.#oldest]!;
      const paid = Math.min(owed, deposit.left);
      deposit.left -= paid;
      owed -= paid;
      if (deposit.left === 0) this.#oldest++;
    }
    this.#sum -= ONE;
    return true;
  }

  #expire(now: number): void {
    const deposits = this.#deposits;
    while (this.#oldest < deposits.length && deposits[this.#oldest]!.at <= now - DEPOSIT_LIFE_MS)
      this.#sum -= deposits[this.#oldest++]!.left;
    if (this.#oldest > COMPACT_AT && this.#oldest * 2 > deposits.length) {
      deposits.splice(0, this.#oldest);
      this.#oldest = 0;
    }
  }
}
