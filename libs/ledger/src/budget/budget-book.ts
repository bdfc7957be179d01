import type { BudgetStanding, BudgetTerms, BudgetWarning } from './budget-terms.js';
import { windowAt } from './calendar-window.js';
import { Reservation } from './reservation.js';
import { WindowAccount } from './window-account.js';

/** Accounts of windows that are over are looked for when there are so many, and then at each doubling. */
const FIRST_SWEEP = 1024;

/**
 * What was spent and is set aside, by budget, length of its window and scope value: a policy that changes a limit
 * finds the money that is gone already. In this process only.
 */
export class BudgetBook {
  readonly #accounts = new Map<string, WindowAccount>();
  #sweepAt = FIRST_SWEEP;

  constructor(
    private readonly time: { wall(): Date },
    private readonly onWarning: (warning: BudgetWarning) => void = () => {},
  ) {}

  /** Accounts that are held. */
  get size(): number {
    return this.#accounts.size;
  }

  /** Whether so much more could be set aside now. */
  fits(terms: BudgetTerms, scope: string, estimateNanoUsd: number): boolean {
    return this.#account(terms, scope).fits(estimateNanoUsd, terms.limitNanoUsd);
  }

  /** Sets money aside; undefined when the rest of the window does not hold it. */
  reserve(terms: BudgetTerms, scope: string, estimateNanoUsd: number): Reservation | undefined {
    return this.fits(terms, scope, estimateNanoUsd)
      ? this.overdraw(terms, scope, estimateNanoUsd)
      : undefined;
  }

  /** Sets money aside whether there is any or not: for budgets that only watch. */
  overdraw(terms: BudgetTerms, scope: string, estimateNanoUsd: number): Reservation {
    const account = this.#account(terms, scope);
    return new Reservation(estimateNanoUsd, account, () => this.#warn(terms, scope, account));
  }

  standing(terms: BudgetTerms, scope: string): BudgetStanding {
    const { spentNanoUsd, reservedNanoUsd, window } = this.#account(terms, scope);
    return { spentNanoUsd, reservedNanoUsd, windowEndsMs: window.endMs };
  }

  /** Every scope value of a budget that was asked about in the window that lasts. */
  standings({ per, name }: BudgetTerms): (BudgetStanding & { readonly scope: string })[] {
    const prefix = `${per} ${name} `;
    const nowMs = this.time.wall().getTime();
    return [...this.#accounts]
      .filter(([key, { window }]) => key.startsWith(prefix) && nowMs < window.endMs)
      .map(([key, { spentNanoUsd, reservedNanoUsd, window }]) => {
        const scope = key.slice(prefix.length);
        return { scope, spentNanoUsd, reservedNanoUsd, windowEndsMs: window.endMs };
      });
  }

  #account(terms: BudgetTerms, scope: string): WindowAccount {
    const key = `${terms.per} ${terms.name} ${scope}`;
    const known = this.#accounts.get(key);
    const now = this.time.wall();
    if (known !== undefined && now.getTime() < known.window.endMs) return known;
    const account = new WindowAccount(windowAt(terms.per, now));
    this.#accounts.set(key, account);
    if (this.#accounts.size >= this.#sweepAt) this.#sweep(now.getTime());
    return account;
  }

  /** Scope values may be a caller's to choose: those of the past must not pile up. */
  #sweep(nowMs: number): void {
    for (const [key, { window }] of this.#accounts) if (window.endMs <= nowMs) this.#accounts.delete(key);
    this.#sweepAt = Math.max(FIRST_SWEEP, 2 * this.#accounts.size);
  }

  #warn({ name, limitNanoUsd, warnAt }: BudgetTerms, scope: string, account: WindowAccount): void {
    const { spentNanoUsd } = account;
    if (warnAt === undefined || account.warned || spentNanoUsd < limitNanoUsd * warnAt) return;
    account.warned = true;
    this.onWarning({ budget: name, scope, spentNanoUsd, limitNanoUsd });
  }
}
