import type { Candidate, Pick, Refusal, StrategyContext, StrategyInstance } from '@fairlead/plugin-sdk';
import { ExplainedPick } from '../parts/explained-pick.js';
import { priced } from '../parts/priced.js';
import { indicesOf } from '../parts/scan.js';
import { SmoothWrr } from '../parts/smooth-wrr.js';

/** Turns by w·(cheapest/cost)^exponent; exponent 0 is plain shares of requests and asks for no price. */
export class PriceWeighted implements StrategyInstance {
  readonly #exponent: number;
  readonly #turns: SmoothWrr;

  constructor(exponent: number, { rng }: StrategyContext) {
    this.#exponent = exponent;
    this.#turns = new SmoothWrr(rng);
  }

  pick(candidates: readonly Candidate[]): Pick | Refusal {
    if (this.#exponent === 0) return { index: this.#turns.pick(candidates, indicesOf(candidates.length)) };
    const { among, excluded } = priced(candidates);
    if (among.length === 0) return { excluded: excluded! };
    const weights = weightsByPrice(candidates, this.#exponent);
    const index = this.#turns.pick(candidates, among, weights);
    const partsOf = (candidate: Candidate): Readonly<Record<string, number>> => ({
      cost_nano_usd: candidate.costNanoUsd!,
      weight_by_price: weights[candidates.indexOf(candidate)]!,
    });
    return new ExplainedPick(index, candidates, partsOf, excluded);
  }

  snapshot(): unknown {
    return this.#turns.snapshot();
  }

  restore(state: unknown): void {
    this.#turns.restore(state);
  }
}

/** A free target costs one nano-dollar here: the cheapest of all, and still a number to divide by. */
function weightsByPrice(candidates: readonly Candidate[], exponent: number): readonly number[] {
  const costs = candidates.map(({ costNanoUsd }) => Math.max(1, costNanoUsd ?? Infinity));
  const cheapest = Math.min(...costs);
  return candidates.map(({ weight }, index) => weight * (cheapest / costs[index]!) ** exponent);
}
