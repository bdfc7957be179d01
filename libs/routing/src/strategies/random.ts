import {
  noConfig,
  type Candidate,
  type Pick,
  type StrategyContext,
  type StrategyDefinition,
  type StrategyInstance,
} from '@fairlead/plugin-sdk';
import { RoutingStrategy } from './routing-strategy.js';

/** A draw by weight. Its runs are long; it is for comparisons, where independence matters more than evenness. */
@RoutingStrategy('random')
export class RandomDraw implements StrategyDefinition<Record<string, never>> {
  readonly options = noConfig;

  create(_options: Record<string, never>, { rng }: StrategyContext): StrategyInstance {
    return {
      pick(candidates: readonly Candidate[]): Pick {
        let left = rng.float() * candidates.reduce((total, candidate) => total + candidate.weight, 0);
        const index = candidates.findIndex((candidate) => (left -= candidate.weight) < 0);
        // Rounding may leave a crumb after the last weight.
        return { index: index === -1 ? candidates.length - 1 : index };
      },
    };
  }
}
