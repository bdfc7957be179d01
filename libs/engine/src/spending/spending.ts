import { BudgetBook, type BudgetWarning } from '@fairlead/ledger';
import type { BudgetPlan, MatchFacts } from '@fairlead/policy';
import { Hold } from './hold.js';

/** A budget and the value of its scope: whose money it is. */
export interface Charge {
  readonly budget: BudgetPlan;
  readonly scope: string;
}

/** What an attempt may cost, and in which budgets. */
export interface Expense {
  readonly charges: readonly Charge[];
  /** Undefined: the price is unknown, and then no budget counts it. */
  readonly estimateNanoUsd: number | undefined;
}

/** Whose money a request would spend. */
export function chargesOf(budgets: readonly BudgetPlan[], asked: MatchFacts): Charge[] {
  return budgets.map((budget) => ({ budget, scope: budget.scope?.evaluate(asked) ?? '' }));
}

const NOTHING_HELD = new Hold([]);

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
  refusing(expense: Expense): BudgetPlan | undefined {
    return this.#tooSmall(expense, ({ onExceeded }) => onExceeded.action !== 'log_only')[0];
  }

  /** Those that only watch, and have not enough left. */
  overdrawn(expense: Expense): BudgetPlan[] {
    return this.#tooSmall(expense, ({ onExceeded }) => onExceeded.action === 'log_only');
  }

  /** Sets the estimate aside in every budget, or, when one refuses, in none: undefined. */
  reserve(expense: Expense): Hold | undefined {
    const { charges, estimateNanoUsd } = expense;
    if (estimateNanoUsd === undefined) return NOTHING_HELD;
    if (this.refusing(expense) !== undefined) return undefined;
    return new Hold(charges.map(({ budget, scope }) => this.#book.overdraw(budget, scope, estimateNanoUsd)));
  }

  /** How long until the budget has money again, ms. */
  windowLeftMs({ budget, scope }: Charge): number {
    return this.#book.standing(budget, scope).windowEndsMs - this.time.wall().getTime();
  }

  /** Every scope value of a budget that had a request in this window. */
  standings(budget: BudgetPlan): ReturnType<BudgetBook['standings']> {
    return this.#book.standings(budget);
  }

  /** What is spent and set aside. */
  standing({ budget, scope }: Charge): ReturnType<BudgetBook['standing']> {
    return this.#book.standing(budget, scope);
  }

  #tooSmall({ charges, estimateNanoUsd }: Expense, of: (budget: BudgetPlan) => boolean): BudgetPlan[] {
    if (estimateNanoUsd === undefined) return [];
    return charges.flatMap(({ budget, scope }) =>
      of(budget) && !this.#book.fits(budget, scope, estimateNanoUsd) ? [budget] : [],
    );
  }
}
