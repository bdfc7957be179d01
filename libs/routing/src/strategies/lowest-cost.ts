import {
  About,
  configOf,
  Duration,
  Max,
  IsOptional,
  Percent,
  type Candidate,
  type Pick,
  type Refusal,
  type StrategyContext,
  type StrategyDefinition,
  type StrategyInstance,
} from '@fairlead/plugin-sdk';
import { ExplainedPick } from './parts/explained-pick.js';
import { priced } from './parts/priced.js';
import { withSection } from './parts/section.js';
import { SmoothWrr } from './parts/smooth-wrr.js';
import { tiedBest } from './parts/tie-band.js';
import { RoutingStrategy } from './routing-strategy.js';

/** What a cheap target must still deliver. */
export class CostFloor {
  @About('Least share of successes over the last 5 minutes.')
  @IsOptional()
  @Percent()
  @Max(1)
  successRate?: number;
  @About('Longest 95th percentile of recent first-token times.')
  @IsOptional()
  @Duration()
  firstTokenP95Ms?: number;
}

export class LowestCostOptions {
  @About('Costs this close are equal and take turns.')
  @Percent()
  tolerance = 0.1;
  floor: CostFloor = new CostFloor();
}

/** The cheapest for this request: its prompt, the cached part of it, and the output this route usually has. */
@RoutingStrategy('lowest_cost')
export class LowestCost implements StrategyDefinition<LowestCostOptions> {
  readonly options = withSection(
    configOf(LowestCostOptions),
    'floor',
    configOf(CostFloor),
    'What a cheap target must still deliver; a target without enough observations passes.',
  );

  needsPrices(): boolean {
    return true;
  }

  create(options: LowestCostOptions, { rng }: StrategyContext): StrategyInstance {
    const turns = new SmoothWrr(rng);
    return {
      pick(candidates: readonly Candidate[]): Pick | Refusal {
        const { among, excluded } = aboveFloor(candidates, options.floor);
        if (among.length === 0) return { excluded };
        const costs = among.map((index) => candidates[index]!.costNanoUsd!);
        const tied = tiedBest(among, costs, options.tolerance);
        const index = tied.length === 1 ? tied[0]! : turns.pick(candidates, tied);
        return new ExplainedPick(index, candidates, costPart, excluded);
      },
      snapshot: () => turns.snapshot(),
      restore: (state) => turns.restore(state),
    };
  }
}

const costPart = ({ costNanoUsd }: Candidate): Readonly<Record<string, number>> =>
  costNanoUsd === undefined ? {} : { cost_nano_usd: costNanoUsd };

function aboveFloor(
  candidates: readonly Candidate[],
  floor: CostFloor,
): { among: readonly number[]; excluded: Readonly<Record<number, string>> } {
  const known = priced(candidates);
  const excluded: Record<number, string> = { ...known.excluded };
  const among = known.among.filter((index) => {
    const reason = belowFloor(candidates[index]!, floor);
    if (reason !== undefined) excluded[index] = reason;
    return reason === undefined;
  });
  return { among, excluded };
}

function belowFloor(candidate: Candidate, floor: CostFloor): string | undefined {
  const { successRate = 1, firstTokenP95Ms = 0 } = candidate;
  if (successRate < (floor.successRate ?? 0)) return `floor:success_rate=${(successRate * 100).toFixed(1)}%`;
  if (firstTokenP95Ms > (floor.firstTokenP95Ms ?? Infinity)) {
    return `floor:first_token_p95=${(firstTokenP95Ms / 1000).toFixed(1)}s`;
  }
  return undefined;
}
