import type { BudgetPlan } from './budget.js';
import type { ConstraintPlan } from './requirement.js';
import type { PoolPlan } from './pool.js';
import type { RouteDefaults, RoutePlan } from './route.js';

/** A policy, checked and complete: every default filled in, every reference resolved, frozen. */
export interface Plan {
  /** First 12 hex digits of the SHA-256 of the policy's text. */
  readonly version: string;
  readonly name?: string;
  /** Model name as a caller writes it → the name it stands for. */
  readonly aliases: ReadonlyMap<string, string>;
  /** First match wins, in file order. */
  readonly routes: readonly RoutePlan[];
  /** Every pool by its id; a tier that lists targets of its own is the pool `<route>/<tier>`. */
  readonly pools: ReadonlyMap<string, PoolPlan>;
  /** They hold for every attempt of every request that they match, whatever its route. */
  readonly constraints: readonly ConstraintPlan[];
  readonly budgets: ReadonlyMap<string, BudgetPlan>;
  /** What a direct call (`provider/model`) goes by. */
  readonly defaults: RouteDefaults;
}
