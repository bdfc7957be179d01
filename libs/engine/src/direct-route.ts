import type { TargetId } from '@fairlead/plugin-sdk';
import type { Plan, RoutePlan } from '@fairlead/policy';

const NAME = 'direct';

/** The route of a call that names `provider/model`, and no route of the policy takes. */
export function directRoute({ defaults }: Plan, id: TargetId): RoutePlan {
  const { timeouts, failover, panic, health } = defaults;
  const strategy = { type: 'weighted_round_robin', options: {} };
  const slash = id.indexOf('/');
  const provider = id.slice(0, slash);
  const target = { id, provider, model: id.slice(slash + 1), weight: 1, position: 0 };
  const pool = { id: `${NAME}/${id}`, strategy, targets: [target], health };
  const match = { namesModel: true, models: [id], matches: () => true, mismatch: () => undefined };
  const tiers = [{ name: NAME, pool, onlyViaRule: false }];
  const extras = { canaries: [], shadows: [], budgets: [], critical: false };
  return { name: NAME, match, tiers, timeouts, failover, panic, ...extras, line: 0 };
}
