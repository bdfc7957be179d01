import type { RequestFacts, TargetId, TokenUsage } from '@fairlead/plugin-sdk';
import { RunningMean } from './running-mean.js';
import { sizeBucket, type SizeBucket } from './size-factors.js';

/** The usual chat reply, until a route has shown its own. */
const UNKNOWN_OUTPUT_TOKENS = 300;

/** What one route's requests are like: how much they write, and how much of the prompt each target has cached. */
export class RouteLoad {
  readonly #output = new RunningMean();
  readonly #cacheRead = new Map<TargetId, RunningMean>();

  /** N: output tokens to expect, capped by the caller's own limit. */
  expectedOutputTokens(facts: RequestFacts): number {
    if (facts.operation === 'embeddings') return 0;
    const usual = this.#output.value ?? UNKNOWN_OUTPUT_TOKENS;
    return Math.min(usual, facts.maxOutputTokens ?? Infinity);
  }

  /** h in [0, 1]: part of the prompt that this target reads from its cache. */
  cacheReadRatio(target: TargetId): number {
    return this.#cacheRead.get(target)?.value ?? 0;
  }

  /** By what the target must really read: the part of the prompt that it has not cached. */
  sizeBucket(facts: RequestFacts, target: TargetId): SizeBucket {
    return sizeBucket(facts.promptTokens * (1 - this.cacheReadRatio(target)), facts.stream);
  }

  succeeded(target: TargetId, usage: TokenUsage): void {
    if (usage.output !== undefined) this.#output.add(usage.output);
    if (usage.cacheRead === undefined || !usage.input) return;
    let ratio = this.#cacheRead.get(target);
    if (ratio === undefined) this.#cacheRead.set(target, (ratio = new RunningMean()));
    ratio.add(Math.min(1, usage.cacheRead / usage.input));
  }
}
