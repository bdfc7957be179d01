import type { Findings } from '../document/findings.js';
import type { BudgetPlan } from '../plan/index.js';
import type { Located } from '../shape/shape.js';
import { suggest } from '../shape/words.js';
import type { PolicySyntax } from '../syntax/policy.js';

type Written = NonNullable<PolicySyntax['budgets']>;

/** The budgets under `budgets:`, by name. */
export class Budgets {
  readonly plans: ReadonlyMap<string, BudgetPlan>;
  readonly #used = new Set<string>();

  constructor(
    private readonly written: Written,
    private readonly findings: Findings,
  ) {
    const plans = [...written.keys()].map((name) => this.#plan(name)).filter((plan) => plan !== undefined);
    this.plans = new Map(plans.map((plan) => [plan.name, plan]));
  }

  /** The budgets a list names, for one purpose; those that cannot be used are reported and left out. */
  named(names: readonly Located<string>[], purpose: BudgetPlan['appliesTo']): BudgetPlan[] {
    const found = new Set<BudgetPlan>();
    for (const name of names) {
      const plan = this.find(name, purpose);
      if (plan && found.has(plan)) {
        const message = `the budget "${name.value}" is in this list already`;
        this.findings.error(name.place, 'duplicate-name', message, 'keep one of them');
      }
      if (plan) found.add(plan);
    }
    return [...found];
  }

  /** The budget of that name; undefined, after a report, when there is none, or it is broken or for something else. */
  find(name: Located<string>, purpose: BudgetPlan['appliesTo']): BudgetPlan | undefined {
    this.#used.add(name.value);
    if (!this.written.has(name.value)) {
      const hint = suggest(name.value, [...this.written.keys()]);
      this.findings.error(name.place, 'unknown-budget', `no budget is named "${name.value}"`, hint);
    }
    const plan = this.plans.get(name.value);
    if (plan && plan.appliesTo !== purpose) {
      const message = `the budget "${name.value}" applies to ${plan.appliesTo}, here one for ${purpose} belongs`;
      this.findings.error(name.place, 'budget-purpose', message, HINTS[plan.appliesTo]);
      return undefined;
    }
    return plan;
  }

  /** Budgets that hold without being named: those for hedges, in a route that hedges. */
  forHedges(): BudgetPlan[] {
    return [...this.plans.values()].filter(({ appliesTo }) => appliesTo === 'hedges');
  }

  reportUnused(): void {
    for (const [name, { place }] of this.written) {
      const appliesTo = this.plans.get(name)?.appliesTo;
      if (
        !appliesTo ||
        this.#used.has(name) ||
        place.file !== undefined ||
        appliesTo === 'probes' ||
        appliesTo === 'hedges'
      )
        continue;
      const hint = appliesTo === 'shadow' ? 'name it in a shadow' : 'name it in the "budgets" of a route';
      this.findings.warning(place, 'unused-budget', `nothing is charged to the budget "${name}"`, hint);
    }
  }

  #plan(name: string): BudgetPlan | undefined {
    const { value, place } = this.written.get(name)!;
    const { limitNanoUsd, per, appliesTo = 'requests', scope, warnAt, onExceeded } = value;
    if (onExceeded?.action === 'use_route' && appliesTo !== 'requests') {
      const message = `only requests go by a route, this budget applies to ${appliesTo}`;
      this.findings.error(onExceeded.route.place, 'misplaced-key', message, 'write on_exceeded: reject');
    }
    if (limitNanoUsd === undefined || per === undefined) return undefined;
    return {
      name,
      limitNanoUsd,
      per,
      appliesTo,
      ...(warnAt !== undefined && { warnAt }),
      onExceeded:
        onExceeded?.action === 'use_route'
          ? { action: 'use_route', route: onExceeded.route.value }
          : (onExceeded ?? { action: 'reject' }),
      ...(scope && { scope }),
      line: place.line,
    };
  }
}

const HINTS: Readonly<Record<BudgetPlan['appliesTo'], string>> = {
  requests: 'name it in the "budgets" of a route',
  probes: 'it holds for every probe without being named',
  hedges: 'it holds for every hedge without being named',
  shadow: 'name it in a shadow',
};
