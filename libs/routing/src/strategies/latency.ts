import {
  type Candidate,
  type RequestFacts,
  type StrategyContext,
  type StrategyDefinition,
  type StrategyInstance,
  configOf,
} from '@fairlead/plugin-sdk';
import { LatencyOptions } from './latency-options.js';
import { ExplainedPick, type Parts } from './parts/explained-pick.js';
import { Exploration } from './parts/exploration.js';
import { failureFactor } from './parts/failure-factor.js';
import { loadFactor } from './parts/load-scale.js';
import { median } from '../load/median.js';
import { scanned } from './parts/scan.js';
import { ShareWindow } from './parts/share-window.js';
import { SmoothWrr } from './parts/smooth-wrr.js';
import { tiedBest } from './parts/tie-band.js';
import { RoutingStrategy } from './routing-strategy.js';

const CAP_WINDOW_PICKS = 100;
/** With two targets left a cap would only force traffic onto the worse one. */
const CAP_FROM_CANDIDATES = 3;

/**
 * The one expected to answer soonest: E·(1 + load/κ)·(1 + 9r)/w, the near-equal ones in turns. Without the load
 * term, and with it at κ = 64, everyone runs to the same target until it collapses.
 */
@RoutingStrategy('latency')
export class Latency implements StrategyDefinition<LatencyOptions> {
  readonly options = configOf(LatencyOptions);

  create(options: LatencyOptions, context: StrategyContext): StrategyInstance {
    return new LatencyBalancer(options, context);
  }
}

class LatencyBalancer implements StrategyInstance {
  readonly forgetAfterMs: number;
  readonly #options: LatencyOptions;
  readonly #context: StrategyContext;
  readonly #turns: SmoothWrr;
  readonly #exploration: Exploration;
  readonly #recent = new ShareWindow(CAP_WINDOW_PICKS);

  constructor(options: LatencyOptions, context: StrategyContext) {
    this.forgetAfterMs = options.forgetAfterMs;
    this.#options = options;
    this.#context = context;
    this.#turns = new SmoothWrr(context.rng);
    this.#exploration = new Exploration(options.minShare);
  }

  pick(candidates: readonly Candidate[], _facts: RequestFacts): ExplainedPick {
    const nowMs = this.#context.clock.now();
    const unmeasured = typicalMs(candidates, this.#options);
    const index = this.#exploration.due(candidates, nowMs) ?? this.#fastest(candidates, unmeasured);
    const { id } = candidates[index]!;
    this.#exploration.picked(id, nowMs);
    this.#recent.add(id);
    return new ExplainedPick(index, candidates, (candidate) => this.#partsOf(candidate, unmeasured));
  }

  snapshot(): object {
    return {
      turns: this.#turns.snapshot(),
      exploration: this.#exploration.snapshot(),
      recent: this.#recent.snapshot(),
    };
  }

  restore(state: unknown): void {
    const { turns, exploration, recent } = (state ?? {}) as Readonly<Record<string, unknown>>;
    this.#turns.restore(turns);
    this.#exploration.restore(exploration);
    this.#recent.restore(recent);
  }

  #fastest(candidates: readonly Candidate[], unmeasured: number): number {
    const among = this.#belowCap(candidates, scanned(candidates.length, this.#context.rng));
    const scores = among.map((index) => this.#score(candidates[index]!, unmeasured));
    const tied = tiedBest(among, scores, this.#options.tolerance);
    return tied.length === 1 ? tied[0]! : this.#turns.pick(candidates, tied);
  }

  #belowCap(candidates: readonly Candidate[], among: readonly number[]): readonly number[] {
    const { maxShare } = this.#options;
    if (candidates.length < CAP_FROM_CANDIDATES || maxShare >= 1) return among;
    const below = among.filter((index) => this.#recent.shareOfFull(candidates[index]!.id) < maxShare);
    return below.length > 0 ? below : among;
  }

  #score(candidate: Candidate, unmeasured: number): number {
    const expected = expectedMs(candidate, this.#options) ?? unmeasured;
    return (
      (expected * loadFactor(candidate, this.#options.loadScale) * failureFactor(candidate)) /
      candidate.weight
    );
  }

  #partsOf(candidate: Candidate, unmeasured: number): Parts {
    return {
      score: this.#score(candidate, unmeasured),
      expected_ms: expectedMs(candidate, this.#options) ?? unmeasured,
      load: loadFactor(candidate, this.#options.loadScale),
      failures: failureFactor(candidate),
    };
  }
}

/** E: to the first token, or to the last one expected. */
function expectedMs(candidate: Candidate, { objective }: LatencyOptions): number | undefined {
  if (candidate.firstTokenMs === undefined || objective === 'first_token') return candidate.firstTokenMs;
  return candidate.firstTokenMs + candidate.expectedOutputTokens * (candidate.perTokenMs ?? 0);
}

/** What an unmeasured candidate is taken for: the median of the others; 1 where nothing was measured yet. */
function typicalMs(candidates: readonly Candidate[], options: LatencyOptions): number {
  const known: number[] = [];
  for (const candidate of candidates) {
    const expected = expectedMs(candidate, options);
    if (expected !== undefined) known.push(expected);
  }
  return known.length === candidates.length ? 1 : (median(known) ?? 1);
}
