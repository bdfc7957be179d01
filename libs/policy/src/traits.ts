import type { TargetPlan, TargetTraits } from './plan/index.js';

/** What the policy says of a target over what is known of it anyway. */
export function traitsOf({ region, tags = [], prices }: TargetPlan, known: TargetTraits): TargetTraits {
  return {
    ...known,
    tags: [...new Set([...known.tags, ...tags])],
    ...(region !== undefined && { region }),
    ...(prices && {
      price: { inputNanoUsdPerMtok: nano(prices.input), outputNanoUsdPerMtok: nano(prices.output) },
    }),
  };
}

/** US dollars to nano-dollars. */
const nano = (usd: number): number => Math.round(usd * 1e9);
