import { type StrategyContext, type StrategyDefinition, type StrategyInstance } from '@fairlead/plugin-sdk';
import { RoutingStrategy } from '../routing-strategy.js';
import { BlendedCeiling } from './blended-ceiling.js';
import { costMixOptions, type CostMixOptions } from './cost-mix-options.js';
import { PriceWeighted } from './price-weighted.js';
import { SpendShare } from './spend-share.js';

/** A mix of cheap and dear targets held by money: by shares of requests or of spend, by price, or by a ceiling. */
@RoutingStrategy('cost_mix')
export class CostMix implements StrategyDefinition<CostMixOptions> {
  readonly options = costMixOptions;

  needsPrices({ mode }: CostMixOptions): boolean {
    return mode !== 'request_share';
  }

  create(options: CostMixOptions, context: StrategyContext): StrategyInstance {
    switch (options.mode) {
      case 'request_share':
        return new PriceWeighted(0, context);
      case 'price_weighted':
        return new PriceWeighted(options.exponent, context);
      case 'spend_share':
        return new SpendShare(options, context);
      case 'blended_ceiling':
        return new BlendedCeiling(options, context);
    }
  }
}
