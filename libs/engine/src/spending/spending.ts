import { BudgetBook, type BudgetWarning, type Reservation } from '@fairlead/ledger';
import type { BudgetPlan, MatchFacts } from '@fairlead/policy';
import { Hold } from './hold.js';

/** What an attempt may cost, for whom, and in which budgets. */
export interface Expense {
  readonly budgets: readonly BudgetPlan[];
  /** The request, for the budgets' scopes. */
  readonly asked: MatchFacts;
  /** Undefined: the price is unknown, and then no budget counts it. */
  readonly estimateNanoUsd: number | undefined;
}

/** All budgets of an engine. A reload keeps what was spent: by the names of budgets and the values of their scopes. */
export class Spending {
  readonly #book: BudgetBook;

  constructor(
    private readonly time: { wall(): Date },
    onWarning: (warning: BudgetWarning) => void,
  ) {
    this.#book = new BudgetBook(time, onWarning);
  }

  /** The first budget whose rest is too small; one that only watches never stands in the way. */
  refusing({ budgets, asked, estimateNanoUsd }: Expense): BudgetPlan | undefined {
    if (estimateNanoUsd === undefined) return undefined;
    return budgets.find(
      (budget) => enforced(budget) && !this.#book.fits(budget, scopeOf(budget, asked), estimateNanoUsd),
    );
  }

  /** Sets the estimate aside in every budget, or, when one refuses, in none: undefined. */
  reserve(expense: Expense): Hold | undefined {
    const { budgets, asked, estimateNanoUsd } = expense;
    if (estimateNanoUsd === undefined || budgets.length === 0) return new Hold([]);
    if (this.refusing(expense) !== undefined) return undefined;
    const reservations = budgets.map((budget): Reservation =>
      this.#book.overdraw(budget, scopeOf(budget, asked), estimateNanoUsd),
    );
    return new Hold(reservations);
  }

  /** Those that only watch and have nothing left for it. */
  overdrawn({ budgets, asked, estimateNanoUsd }: Expense): BudgetPlan[] {
    if (estimateNanoUsd === undefined) return [];
    return budgets.filter(
      (budget) => !enforced(budget) && !this.#book.fits(budget, scopeOf(budget, asked), estimateNanoUsd),
    );
  }

  /** How long until the budget has money again, ms. */
  windowLeftMs(budget: BudgetPlan, asked: MatchFacts): number {
    const { windowEndsMs } = this.#book.standing(budget, scopeOf(budget, asked));
    return windowEndsMs - this.time.wall().getTime();
  }

  /** What is spent and set aside, for people and tests. */
  standing(budget: BudgetPlan, scope: string): ReturnType<BudgetBook['standing']> {
    return this.#book.standing(budget, scope);
  }
}

function enforced({ onExceeded }: BudgetPlan): boolean {
  return onExceeded.action !== 'log_only';
}

function scopeOf({ scope }: BudgetPlan, asked: MatchFacts): string {
  return scope?.evaluate(asked) ?? '';
}
