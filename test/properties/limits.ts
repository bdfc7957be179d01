import fc from 'fast-check';
import type { BudgetPlan, Plan } from '@fairlead/policy';

/** What keeps requests of a random run waiting or out: places at its targets, a queue, and money. */
export interface Limits {
  readonly concurrency: number | undefined;
  readonly requestsPerMinute: number | undefined;
  readonly queue: { readonly max: number; readonly waitMs: number } | undefined;
  readonly budget: BudgetPlan | undefined;
}

/** Nano-dollars; a reply of the scripts has 20 tokens at 1000 each, and 300 are expected until one was seen. */
const limitNanoUsd = fc.integer({ min: 200_000, max: 3_000_000 });
const onExceeded = fc.constantFrom<BudgetPlan['onExceeded'][]>(
  { action: 'reject' },
  { action: 'use_route', route: 'chat' },
);

export const limits: fc.Arbitrary<Limits> = fc.record({
  concurrency: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  requestsPerMinute: fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
  queue: fc.option(
    fc.record({ max: fc.integer({ min: 1, max: 5 }), waitMs: fc.integer({ min: 1, max: 10_000 }) }),
    {
      nil: undefined,
    },
  ),
  budget: fc.option(
    fc.record({ limitNanoUsd, onExceeded }).map((known): BudgetPlan => ({
      ...known,
      name: 'team',
      per: 'week',
      appliesTo: 'requests',
      line: 1,
    })),
    { nil: undefined },
  ),
});

/** The policy with these limits in every route. */
export function withLimits({ concurrency, requestsPerMinute, queue, budget }: Limits) {
  return (plan: Plan): Plan => ({
    ...plan,
    routes: plan.routes.map((route) => ({
      ...route,
      budgets: budget === undefined ? [] : [budget],
      ...(queue && { queue }),
      tiers: route.tiers.map((tier) => ({
        ...tier,
        pool: {
          ...tier.pool,
          targets: tier.pool.targets.map((target) => ({
            ...target,
            ...(concurrency && { concurrency }),
            ...(requestsPerMinute && { requestsPerMinute }),
          })),
        },
      })),
    })),
  });
}
