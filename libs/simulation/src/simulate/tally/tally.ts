import type { ExchangeReport } from '@fairlead/engine';
import type { TargetId } from '@fairlead/plugin-sdk';
import type { Asked } from '../../stage/asked.js';
import type { Baseline } from '../baseline.js';
import type { BaselineReport, RouteReport, TargetReport } from '../report.js';
import { Count } from './count.js';

const NO_ROUTE = '(none)';

/** Counts what becomes of requests, without keeping any. */
export class Tally {
  readonly all = new Count();
  unpriced = 0;
  attempts = 0;
  readonly failures: Record<string, number> = {};
  readonly #routes = new Map<string, Count>();
  readonly #targets: ReadonlyMap<TargetId, TargetCount>;
  #baselineNanoUsd = 0;
  #comparedNanoUsd = 0;

  constructor(
    targets: Iterable<TargetId>,
    private readonly baseline: Baseline | undefined,
  ) {
    this.#targets = new Map([...targets].map((id) => [id, new TargetCount()]));
  }

  add(report: ExchangeReport, { calls }: Asked): void {
    const { outcome, target, costNanoUsd, route = NO_ROUTE, attempts } = report;
    this.all.add(report);
    let ofRoute = this.#routes.get(route);
    if (ofRoute === undefined) this.#routes.set(route, (ofRoute = new Count()));
    ofRoute.add(report);
    if (outcome !== 'ok') this.failures[outcome] = (this.failures[outcome] ?? 0) + 1;
    if (target !== undefined) this.#targets.get(target)?.answers.add(report);
    this.attempts += attempts.length;
    for (const { target: tried, result } of attempts) this.#targets.get(tried)?.attempt(result);
    for (const call of calls) if (call.tier === undefined) this.#targets.get(call.target)!.copies++;
    if (report.usage === undefined) return;
    if (costNanoUsd === undefined) this.unpriced++;
    else this.#compare(report, costNanoUsd);
  }

  routes(): RouteReport[] {
    return [...this.#routes].map(([name, count]) => {
      const { requests, succeeded, spendNanoUsd, times } = count;
      return { name, requests, succeeded, spendNanoUsd, ...times };
    });
  }

  target(id: TargetId): Omit<TargetReport, 'ejections' | 'ejectedMs'> {
    const { answers, attempts, copies, failures } = this.#targets.get(id)!;
    const { succeeded, spendNanoUsd, inputTokens, outputTokens, times } = answers;
    const share = this.all.requests === 0 ? 0 : succeeded / this.all.requests;
    return {
      id,
      answered: succeeded,
      share,
      attempts,
      copies,
      failures,
      inputTokens,
      outputTokens,
      spendNanoUsd,
      ...times,
    };
  }

  baselineReport(): BaselineReport | undefined {
    if (this.baseline === undefined || this.#baselineNanoUsd === 0) return undefined;
    const savedNanoUsd = this.#baselineNanoUsd - this.#comparedNanoUsd;
    return {
      target: this.baseline.target,
      costNanoUsd: this.#baselineNanoUsd,
      savedNanoUsd,
      savedShare: savedNanoUsd / this.#baselineNanoUsd,
    };
  }

  /** Only what both have a price for can be compared. */
  #compare({ usage }: ExchangeReport, costNanoUsd: number): void {
    const there = this.baseline?.price.costNanoUsd(usage!);
    if (there === undefined) return;
    this.#baselineNanoUsd += there;
    this.#comparedNanoUsd += costNanoUsd;
  }
}

class TargetCount {
  readonly answers = new Count();
  attempts = 0;
  copies = 0;
  readonly failures: Record<string, number> = {};

  attempt(result: string): void {
    this.attempts++;
    if (result !== 'ok') this.failures[result] = (this.failures[result] ?? 0) + 1;
  }
}
