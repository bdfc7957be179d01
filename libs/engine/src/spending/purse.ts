import type { RequestFacts } from '@fairlead/plugin-sdk';
import type { BudgetPlan, MatchFacts, RoutePlan } from '@fairlead/policy';
import type { DecisionRecord, Router, TargetInfo } from '@fairlead/routing';
import type { Hold } from './hold.js';
import { chargesOf, type Charge, type Expense, type Spending } from './spending.js';

/** Exclusion reason of a target that the rest of a budget does not pay for. */
const PREFIX = 'budget:';

interface PurseContents {
  readonly spending: Spending;
  /** Every budget of the policy. */
  readonly budgets: Iterable<BudgetPlan>;
  readonly router: Router;
  readonly route: RoutePlan;
  readonly facts: RequestFacts;
  readonly asked: MatchFacts;
}

/** What one request may spend: its route's budgets, with its own prompt at each target's price. */
export class Purse {
  readonly #contents: PurseContents;
  readonly #requests: readonly Charge[];

  constructor(contents: PurseContents) {
    const { route, facts, asked } = contents;
    this.#contents = contents;
    // Counting tokens costs nothing.
    const free = route.budgets.length === 0 || facts.operation === 'count_tokens';
    const own = free ? [] : route.budgets.filter(({ appliesTo }) => appliesTo === 'requests');
    this.#requests = chargesOf(own, asked);
  }

  /** Which budget the target is too dear for (`budget:<name>`); undefined when it fits. */
  unfit(info: TargetInfo): string | undefined {
    if (this.#requests.length === 0) return undefined;
    const refusing = this.#contents.spending.refusing(this.#expense(info));
    return refusing && `${PREFIX}${refusing.name}`;
  }

  /**
   * Sets the attempt's estimate aside; undefined when a budget has no room for it. A hedge is the request's own money
   * too, and on top of that counts in all budgets for hedges.
   */
  reserve(info: TargetInfo, purpose: 'requests' | 'hedges' = 'requests'): Hold | undefined {
    const charges = purpose === 'hedges' ? [...this.#requests, ...this.#hedges()] : this.#requests;
    return this.#contents.spending.reserve(this.#expense(info, charges));
  }

  /** Names of the budgets that only watch, and have not enough left for this target. */
  overdrawn(info: TargetInfo): string[] {
    if (this.#requests.length === 0) return [];
    return this.#contents.spending.overdrawn(this.#expense(info)).map(({ name }) => name);
  }

  /** The budget that kept targets out, in the policy's order; undefined where none did. */
  exceeded({ candidates }: DecisionRecord): Charge | undefined {
    return this.#requests.find(({ budget }) =>
      candidates.some(({ excluded }) => excluded === `${PREFIX}${budget.name}`),
    );
  }

  /** The whole prompt, and as much output as the caller allows or else the route's requests usually have. */
  estimateNanoUsd({ price }: TargetInfo): number | undefined {
    const { router, route, facts } = this.#contents;
    const output = facts.maxOutputTokens ?? router.expectedOutputTokens(route, facts);
    return price?.costNanoUsd({ input: facts.promptTokens, output: Math.ceil(output) });
  }

  #hedges(): Charge[] {
    const { budgets, asked } = this.#contents;
    const hedges = [...budgets].filter(({ appliesTo }) => appliesTo === 'hedges');
    return chargesOf(hedges, asked);
  }

  #expense(info: TargetInfo, charges = this.#requests): Expense {
    return { charges, estimateNanoUsd: charges.length === 0 ? undefined : this.estimateNanoUsd(info) };
  }
}
