import type { PriceQuote } from '@fairlead/ledger';
import type { Candidate, TargetId } from '@fairlead/plugin-sdk';
import type { TargetPlan } from '@fairlead/policy';
import type { LatencyEstimate } from './latency-estimate.js';
import type { LoadQuestion } from './load-question.js';
import type { PoolView } from './load-view.js';
import { median } from './median.js';
import type { RouteLoad } from './route-load.js';
import type { SizeFactors } from './size-factors.js';
import type { TargetLoad } from './target-load.js';

interface Source {
  readonly question: LoadQuestion;
  readonly routeLoad: RouteLoad;
  /** Of the pool's targets, in file order. */
  readonly loads: readonly TargetLoad[];
  readonly loadOf: (id: TargetId) => TargetLoad;
  readonly sizes: SizeFactors;
  readonly nowMs: number;
  readonly forgetAfterMs: number;
}

/** One pool's measurements at one moment, for one request. */
export class PoolReading implements PoolView {
  readonly #source: Source;
  readonly #expectedOutputTokens: number;
  readonly #firstTokenMedianMs: number | undefined;
  readonly #perTokenMedianMs: number | undefined;

  constructor(source: Source) {
    const { loads, routeLoad, question } = source;
    this.#source = source;
    this.#expectedOutputTokens = routeLoad.expectedOutputTokens(question.facts);
    this.#firstTokenMedianMs = medianOf(loads.map((load) => load.firstToken));
    // A reply that comes whole has no time per token.
    this.#perTokenMedianMs = question.facts.stream ? medianOf(loads.map((load) => load.perToken)) : undefined;
  }

  candidate(target: TargetPlan, weight: number, price: PriceQuote | undefined): Candidate {
    const { nowMs } = this.#source;
    const load = this.#source.loadOf(target.id);
    // Every field is always there: one shape keeps the hot path fast.
    return {
      id: target.id,
      position: target.position,
      weight,
      inflight: load.inflight,
      inflightTokens: load.inflightTokens,
      phantom: load.failures.phantom(nowMs),
      failureRate: load.failures.rate(nowMs),
      concurrency: load.limit(target.concurrency),
      firstTokenMs: this.#firstTokenMs(target, load),
      perTokenMs: this.#read(load.perToken, this.#perTokenMedianMs),
      expectedOutputTokens: this.#expectedOutputTokens,
      costNanoUsd: this.#costNanoUsd(target, price),
      successRate: load.outcomes.rate(nowMs),
      firstTokenP95Ms: load.recentFirstTokens.freshP95Ms(nowMs),
    };
  }

  #firstTokenMs(target: TargetPlan, load: TargetLoad): number | undefined {
    const { question, routeLoad, sizes, nowMs } = this.#source;
    const indexMs = this.#read(load.firstToken, this.#firstTokenMedianMs);
    if (indexMs === undefined) return undefined;
    const stalledMs = load.waiting.meanAgeMs(nowMs);
    return Math.max(indexMs, stalledMs) * sizes.factor(routeLoad.sizeBucket(question.facts, target.id));
  }

  #read(estimate: LatencyEstimate, medianMs: number | undefined): number | undefined {
    const { nowMs, forgetAfterMs } = this.#source;
    return medianMs === undefined ? undefined : estimate.read(medianMs, nowMs, forgetAfterMs);
  }

  #costNanoUsd(target: TargetPlan, price: PriceQuote | undefined): number | undefined {
    if (price === undefined) return undefined;
    const { question, routeLoad } = this.#source;
    const input = question.facts.promptTokens;
    const cacheRead = input * routeLoad.cacheReadRatio(target.id);
    const usage = { input, output: this.#expectedOutputTokens };
    return price.costNanoUsd(cacheRead > 0 ? { ...usage, cacheRead } : usage);
  }
}

function medianOf(estimates: readonly LatencyEstimate[]): number | undefined {
  const known: number[] = [];
  for (const { rawMs } of estimates) if (rawMs !== undefined) known.push(rawMs);
  return median(known);
}
