import type { TargetId } from '@fairlead/plugin-sdk';
import type { Plan } from '@fairlead/policy';
import type { BalancerStates } from '@fairlead/routing';

/** How the pools of direct calls are named; they stand in no policy. */
const DIRECT = 'direct/';

/** What the strategies of pools that are still there remember; the rest would pile up over reloads. */
export function keptBalancers(
  states: BalancerStates,
  { pools }: Plan,
  targets: ReadonlyMap<TargetId, unknown>,
): BalancerStates {
  const isThere = (pool: string): boolean =>
    pools.has(pool) || (pool.startsWith(DIRECT) && targets.has(pool.slice(DIRECT.length)));
  return Object.fromEntries(Object.entries(states).filter(([pool]) => isThere(pool)));
}
