import type { TargetId } from '@fairlead/plugin-sdk';
import type { Matcher } from '../match.js';
import type { AffinityPlan } from './affinity.js';
import type { BudgetPlan } from './budget.js';
import type { CanaryPlan, HedgePlan, ShadowPlan } from './extra-attempts.js';
import type { FailoverPlan, PanicPlan } from './failover.js';
import type { HealthProfile } from './health-profile.js';
import type { TierPlan } from './pool.js';
import type { NoTargetPlan, QueuePlan, RejectPlan } from './refusals.js';
import type { Requirement } from './requirement.js';
import type { Timeouts } from './timeouts.js';

export interface RouteDefaults {
  readonly timeouts: Timeouts;
  readonly failover: FailoverPlan;
  readonly panic: PanicPlan;
  readonly health: HealthProfile;
}

export interface RoutePlan {
  readonly name: string;
  readonly match: Matcher;
  /** Strict order; those `onlyViaRule` are skipped unless a failover rule names them. */
  readonly tiers: readonly TierPlan[];
  readonly timeouts: Timeouts;
  readonly failover: FailoverPlan;
  readonly panic: PanicPlan;
  /** Readiness fails when this route has no target left. */
  readonly critical: boolean;
  /** What the same tokens would have cost here is what was saved. */
  readonly baseline?: TargetId;
  /** Of every target, in every tier. */
  readonly require?: Requirement;
  readonly affinity?: AffinityPlan;
  readonly hedge?: HedgePlan;
  /** The first whose share takes the request; at most one applies. */
  readonly canaries: readonly CanaryPlan[];
  readonly shadows: readonly ShadowPlan[];
  /** All of them are charged. */
  readonly budgets: readonly BudgetPlan[];
  readonly queue?: QueuePlan;
  readonly onNoTarget?: NoTargetPlan;
  /** Every request of this route is refused so; then it has no tiers. */
  readonly reject?: RejectPlan;
  /** 1-based line of the route in the policy file. */
  readonly line: number;
}
