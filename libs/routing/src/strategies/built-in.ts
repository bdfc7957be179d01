import type { StrategyDefinition } from '@fairlead/plugin-sdk';
import { Composite } from './composite.js';
import { CostMix } from './cost-mix/cost-mix.js';
import { Latency } from './latency.js';
import { LeastConn } from './least-conn.js';
import { LowestCost } from './lowest-cost.js';
import { RandomDraw } from './random.js';
import { strategyName, type StrategyClass } from './routing-strategy.js';
import { WeightedRoundRobin } from './weighted-round-robin.js';

export const builtInStrategies: readonly StrategyClass[] = [
  WeightedRoundRobin,
  LeastConn,
  Latency,
  LowestCost,
  CostMix,
  Composite,
  RandomDraw,
];

/**
 * One instance of each marked class, by the name a policy uses.
 *
 * @throws TypeError for a class without `@RoutingStrategy`, or a name that is taken.
 */
export function strategiesByName(
  classes: readonly StrategyClass[] = builtInStrategies,
): ReadonlyMap<string, StrategyDefinition> {
  const strategies = new Map<string, StrategyDefinition>();
  for (const Class of classes) {
    const name = strategyName(Class);
    if (name === undefined) throw new TypeError(`${Class.name} has no name; mark it with @RoutingStrategy`);
    if (strategies.has(name))
      throw new TypeError(`two strategies are called "${name}"; rename ${Class.name}`);
    strategies.set(name, new Class());
  }
  return strategies;
}
