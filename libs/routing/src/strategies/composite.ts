import {
  configOf,
  type Candidate,
  type Pick,
  type Refusal,
  type StrategyContext,
  type StrategyDefinition,
  type StrategyInstance,
} from '@fairlead/plugin-sdk';
import { COMPOSITE_FACTORS, CompositeOptions, CompositeWeights } from './composite-options.js';
import { logRatios, type LogRatios } from './composite-terms.js';
import { ExplainedPick, type Parts } from './parts/explained-pick.js';
import { priced, type Priced } from './parts/priced.js';
import { indicesOf, scanned } from './parts/scan.js';
import { withSection } from './parts/section.js';
import { SmoothWrr } from './parts/smooth-wrr.js';
import { tiedBest } from './parts/tie-band.js';
import { RoutingStrategy } from './routing-strategy.js';

/**
 * Several wishes in one number: Σ weight·log2(x/best) over time, price, failures and load, plus log2(1/w). Ratios
 * instead of min–max scaling, which turns 10 ms against 11 ms into 0 against 1.
 */
@RoutingStrategy('composite')
export class Composite implements StrategyDefinition<CompositeOptions> {
  readonly options = withSection(
    configOf(CompositeOptions),
    'weights',
    configOf(CompositeWeights),
    'How much each factor counts; 0 leaves it out.',
  );

  create({ weights, tolerance, loadScale }: CompositeOptions, { rng }: StrategyContext): StrategyInstance {
    const turns = new SmoothWrr(rng);
    return {
      pick(candidates: readonly Candidate[]): Pick | Refusal {
        const { among: eligible, excluded }: Priced =
          weights.cost > 0 ? priced(candidates) : { among: indicesOf(candidates.length) };
        if (eligible.length === 0) return { excluded: excluded! };
        const terms = logRatios(candidates, eligible, loadScale);
        const among = scanned(eligible.length, rng).map((place) => eligible[place]!);
        // Back from logarithms, so that the tolerance is the same percentage as everywhere.
        const scores = among.map((index) => 2 ** logScore(index, candidates[index]!, terms, weights));
        const tied = tiedBest(among, scores, tolerance);
        const index = tied.length === 1 ? tied[0]! : turns.pick(candidates, tied);
        const partsOf = (candidate: Candidate): Parts => {
          const place = candidates.indexOf(candidate);
          const parts = COMPOSITE_FACTORS.map((factor) => [factor, weights[factor] * terms[factor][place]!]);
          return { score: logScore(place, candidate, terms, weights), ...Object.fromEntries(parts) };
        };
        return new ExplainedPick(index, candidates, partsOf, excluded);
      },
      snapshot: () => turns.snapshot(),
      restore: (state) => turns.restore(state),
    };
  }
}

function logScore(index: number, candidate: Candidate, terms: LogRatios, weights: CompositeWeights): number {
  let score = -Math.log2(candidate.weight);
  for (const factor of COMPOSITE_FACTORS) score += weights[factor] * terms[factor][index]!;
  return score;
}
