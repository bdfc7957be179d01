import type {
  Candidate,
  Outcome,
  Pick,
  Refusal,
  RequestFacts,
  StrategyContext,
  StrategyInstance,
} from '@fairlead/plugin-sdk';
import { ExplainedPick } from '../parts/explained-pick.js';
import { priced } from '../parts/priced.js';
import { actualCostNanoUsd } from './actual-cost.js';
import { CeilingAccount } from './ceiling-account.js';
import type { CostMixOptions } from './cost-mix-options.js';

/** 1 US dollar per million tokens is 1000 nano-dollars per token. */
const NANO_USD_PER_TOKEN = 1000;

/** What was booked for an attempt in flight. */
interface Booking {
  readonly tokens: number;
  readonly costNanoUsd: number;
}

/**
 * Keeps Σ cost / Σ tokens under a ceiling and uses the best target as often as the money allows: the first of
 * `prefer` that the account can pay, else the cheapest.
 */
export class BlendedCeiling implements StrategyInstance {
  readonly #account: CeilingAccount;
  readonly #rank: ReadonlyMap<string, number>;
  readonly #booked = new WeakMap<Candidate, Booking>();

  constructor(options: CostMixOptions, { clock }: StrategyContext) {
    const ceiling = (options.ceilingUsdPerMtok ?? 0) * NANO_USD_PER_TOKEN;
    this.#account = new CeilingAccount(ceiling, options.windowMs, clock);
    this.#rank = new Map(options.prefer.map((id, place) => [id, place]));
  }

  pick(candidates: readonly Candidate[], facts: RequestFacts): Pick | Refusal {
    const { among, excluded } = priced(candidates);
    if (among.length === 0) return { excluded: excluded! };
    const byPreference = among.toSorted((a, b) => this.#place(candidates[a]!) - this.#place(candidates[b]!));
    const byCost = (a: number, b: number): number =>
      candidates[a]!.costNanoUsd! - candidates[b]!.costNanoUsd!;
    const left = (candidate: Candidate): number =>
      this.#account.left(tokensOf(candidate, facts), candidate.costNanoUsd!);
    const index =
      byPreference.find((place) => left(candidates[place]!) >= 0) ?? byPreference.toSorted(byCost)[0]!;
    const lefts = new Map(among.map((place) => [candidates[place]!, left(candidates[place]!)]));
    return new ExplainedPick(
      index,
      candidates,
      (candidate) => ({ left_nano_usd: lefts.get(candidate)! }),
      excluded,
    );
  }

  onStart(candidate: Candidate, facts: RequestFacts): void {
    const booking = { tokens: tokensOf(candidate, facts), costNanoUsd: candidate.costNanoUsd ?? 0 };
    this.#booked.set(candidate, booking);
    this.#account.add(booking.tokens, booking.costNanoUsd);
  }

  onEnd(candidate: Candidate, outcome: Outcome): void {
    const booking = this.#booked.get(candidate);
    if (booking === undefined) return;
    this.#booked.delete(candidate);
    const costNanoUsd = actualCostNanoUsd(outcome, booking.costNanoUsd);
    this.#account.add(tokensUsed(outcome, booking) - booking.tokens, costNanoUsd - booking.costNanoUsd);
  }

  snapshot(): unknown {
    return this.#account.snapshot();
  }

  restore(state: unknown): void {
    this.#account.restore(state);
  }

  #place(candidate: Candidate): number {
    return this.#rank.get(candidate.id) ?? this.#rank.size + candidate.position;
  }
}

function tokensOf(candidate: Candidate, facts: RequestFacts): number {
  return facts.promptTokens + candidate.expectedOutputTokens;
}

function tokensUsed({ usage, result }: Outcome, booking: Booking): number {
  if (usage !== undefined) return (usage.input ?? 0) + (usage.output ?? 0);
  return result === 'ok' ? booking.tokens : 0;
}
