import type {
  Candidate,
  Outcome,
  Pick,
  Refusal,
  StrategyContext,
  StrategyInstance,
  TargetId,
} from '@fairlead/plugin-sdk';
import { ExplainedPick } from '../parts/explained-pick.js';
import { halved } from '../parts/half-life.js';
import { priced } from '../parts/priced.js';
import { readNames, readNumbers } from '../parts/read-numbers.js';
import { actualCostNanoUsd } from './actual-cost.js';

interface Account {
  /** Σ charged/share, nano-dollars, halved every window. */
  debt: number;
  /** Number of the last pick that this target stood in. */
  lastPick: number;
}

/**
 * Shares of money, not of requests: who owes least per share is next. The estimate is charged at dispatch, so that
 * a burst does not all go to the same target, and replaced by the actual cost at the end.
 */
export class SpendShare implements StrategyInstance {
  readonly #accounts = new Map<TargetId, Account>();
  /** What is charged per attempt in flight, and when. */
  readonly #charged = new WeakMap<Candidate, { costNanoUsd: number; atMs: number }>();
  readonly #windowMs: number;
  readonly #clock: StrategyContext['clock'];
  #fadedAtMs: number;
  #picks = 0;

  constructor({ windowMs }: { readonly windowMs: number }, { clock }: StrategyContext) {
    this.#windowMs = windowMs;
    this.#clock = clock;
    this.#fadedAtMs = clock.now();
  }

  pick(candidates: readonly Candidate[]): Pick | Refusal {
    const { among, excluded } = priced(candidates);
    if (among.length === 0) return { excluded: excluded! };
    this.#fade();
    this.#welcome(candidates, among);
    let best = among[0]!;
    for (const index of among) {
      if (this.#debt(candidates[index]!.id) < this.#debt(candidates[best]!.id)) best = index;
    }
    const debts = new Map(candidates.map(({ id }) => [id, this.#debt(id)]));
    return new ExplainedPick(best, candidates, ({ id }) => ({ debt_nano_usd: debts.get(id)! }), excluded);
  }

  onStart(candidate: Candidate): void {
    const costNanoUsd = candidate.costNanoUsd ?? 0;
    this.#charged.set(candidate, { costNanoUsd, atMs: this.#clock.now() });
    this.#charge(candidate, costNanoUsd);
  }

  onEnd(candidate: Candidate, outcome: Outcome): void {
    const charged = this.#charged.get(candidate);
    if (charged === undefined) return;
    this.#charged.delete(candidate);
    const correction = actualCostNanoUsd(outcome, charged.costNanoUsd) - charged.costNanoUsd;
    // As if the actual cost had been charged at dispatch: the difference has faded since.
    this.#charge(candidate, halved(correction, this.#clock.now() - charged.atMs, this.#windowMs));
  }

  /** Debts, and who was away at the last pick. */
  snapshot(): object {
    this.#fade();
    const accounts = [...this.#accounts];
    return {
      debts: Object.fromEntries(accounts.map(([id, { debt }]) => [id, debt])),
      away: accounts.filter(([, { lastPick }]) => lastPick !== this.#picks).map(([id]) => id),
    };
  }

  restore(state: unknown): void {
    const { debts, away } = (state ?? {}) as Readonly<Record<string, unknown>>;
    const absent = new Set(readNames(away));
    for (const [id, debt] of readNumbers(debts))
      this.#accounts.set(id, { debt, lastPick: absent.has(id) ? this.#picks - 1 : this.#picks });
  }

  #charge(candidate: Candidate, costNanoUsd: number): void {
    this.#fade();
    const account = this.#accounts.get(candidate.id);
    if (account !== undefined) account.debt += costNanoUsd / candidate.weight;
  }

  #debt(id: TargetId): number {
    return this.#accounts.get(id)?.debt ?? 0;
  }

  /** Who was away, or is new, starts level with the others: no burst to catch up. */
  #welcome(candidates: readonly Candidate[], among: readonly number[]): void {
    const stayed = among
      .map((index) => this.#accounts.get(candidates[index]!.id))
      .filter((account) => account?.lastPick === this.#picks);
    const least = stayed.length === 0 ? 0 : Math.min(...stayed.map((account) => account!.debt));
    this.#picks++;
    for (const index of among) {
      const { id } = candidates[index]!;
      const account = this.#accounts.get(id);
      if (account === undefined) this.#accounts.set(id, { debt: least, lastPick: this.#picks });
      else {
        if (account.lastPick !== this.#picks - 1) account.debt = Math.max(account.debt, least);
        account.lastPick = this.#picks;
      }
    }
  }

  #fade(): void {
    const nowMs = this.#clock.now();
    const elapsedMs = nowMs - this.#fadedAtMs;
    if (elapsedMs <= 0) return;
    this.#fadedAtMs = nowMs;
    for (const account of this.#accounts.values())
      account.debt = halved(account.debt, elapsedMs, this.#windowMs);
  }
}
