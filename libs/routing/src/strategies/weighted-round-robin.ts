import {
  noConfig,
  type Candidate,
  type Pick,
  type StrategyContext,
  type StrategyDefinition,
  type StrategyInstance,
} from '@fairlead/plugin-sdk';
import { indicesOf } from './parts/scan.js';
import { SmoothWrr } from './parts/smooth-wrr.js';
import { RoutingStrategy } from './routing-strategy.js';

/** Turns in proportion to weight, spread out evenly. */
@RoutingStrategy('weighted_round_robin')
export class WeightedRoundRobin implements StrategyDefinition<Record<string, never>> {
  readonly options = noConfig;

  create(_options: Record<string, never>, { rng }: StrategyContext): StrategyInstance {
    const turns = new SmoothWrr(rng);
    return {
      pick: (candidates: readonly Candidate[]): Pick => ({
        index: turns.pick(candidates, indicesOf(candidates.length)),
      }),
      snapshot: () => turns.snapshot(),
      restore: (state) => turns.restore(state),
    };
  }
}
