import { FAULTS, type FaultClass, type TargetId, type TokenUsage } from '@fairlead/plugin-sdk';
import type { RouteLoad } from './route-load.js';
import type { SizeBucket, SizeFactors } from './size-factors.js';
import type { TargetLoad } from './target-load.js';
import type { TierLoad } from './tier-load.js';

/** Below this a reply says nothing about the time per token. */
const MIN_OUTPUT_TOKENS = 16;
/** Reading a prompt takes about an eighth of the time of writing as many tokens. */
const PROMPT_TOKENS_PER_OUTPUT_TOKEN = 8;

/** How an attempt ended, as far as measuring goes. */
interface MeasuredEnd {
  readonly result: 'ok' | FaultClass;
  readonly usage?: TokenUsage | undefined;
  /** The provider said when to come back: a limit of rate, not of concurrency. */
  readonly retryAfterMs?: number | undefined;
  /** The request was to blame, not the target. */
  readonly uncharged?: boolean | undefined;
  /** Time the reply stood still because the caller did not read. */
  readonly slowClientMs?: number | undefined;
}

interface AttemptStart {
  readonly target: TargetId;
  readonly targetLoad: TargetLoad;
  readonly tierLoad: TierLoad;
  readonly routeLoad: RouteLoad;
  readonly sizes: SizeFactors;
  readonly bucket: SizeBucket;
  readonly promptTokens: number;
  readonly maxOutputTokens: number | undefined;
  readonly expectedOutputTokens: number;
  readonly nowMs: number;
}

/** One attempt in flight, from dispatch to its end, as the measurements see it. */
export class AttemptLoad {
  readonly #start: AttemptStart;
  readonly #sizeFactor: number;
  readonly #tokens: number;
  #firstTokenAtMs: number | undefined;
  #landed = false;

  constructor(start: AttemptStart) {
    this.#start = start;
    this.#sizeFactor = start.sizes.factor(start.bucket);
    this.#tokens = start.promptTokens / PROMPT_TOKENS_PER_OUTPUT_TOKEN + start.expectedOutputTokens;
    const { targetLoad, tierLoad, nowMs } = start;
    const most = start.promptTokens + (start.maxOutputTokens ?? start.expectedOutputTokens);
    for (const load of [targetLoad, tierLoad]) {
      load.inflight++;
      load.minute.add(most, nowMs);
    }
    targetLoad.inflightTokens += this.#tokens;
    targetLoad.waiting.enter(nowMs, this.#sizeFactor);
  }

  /**
   * The first content arrived: the one moment that feeds the first-token time. A failure has no such moment, so
   * errors cannot look fast, nor timeouts slow; those feed the stall guard while they wait.
   */
  firstToken(nowMs: number): void {
    if (this.#firstTokenAtMs !== undefined) return;
    this.#firstTokenAtMs = nowMs;
    const { targetLoad, sizes, bucket, nowMs: startMs } = this.#start;
    targetLoad.waiting.leave(startMs, this.#sizeFactor);
    const sampleMs = nowMs - startMs;
    sizes.add(bucket, sampleMs);
    targetLoad.firstToken.add(sampleMs / this.#sizeFactor, nowMs);
    targetLoad.recentFirstTokens.add(sampleMs / this.#sizeFactor, nowMs);
  }

  get firstTokenMs(): number | undefined {
    return this.#firstTokenAtMs === undefined ? undefined : this.#firstTokenAtMs - this.#start.nowMs;
  }

  /** Nothing is in flight any more. `end` does it too; whichever comes first counts. */
  land(): void {
    if (this.#landed) return;
    this.#landed = true;
    const { targetLoad, tierLoad, nowMs: startMs } = this.#start;
    if (this.#firstTokenAtMs === undefined) targetLoad.waiting.leave(startMs, this.#sizeFactor);
    targetLoad.inflight--;
    tierLoad.inflight--;
    targetLoad.inflightTokens = targetLoad.inflight === 0 ? 0 : targetLoad.inflightTokens - this.#tokens;
  }

  end(end: MeasuredEnd, nowMs: number): void {
    if (end.result === 'ok') this.#succeeded(end, nowMs);
    else this.#failed(end.result, end, nowMs);
    this.land();
  }

  #succeeded({ usage, slowClientMs = 0 }: MeasuredEnd, nowMs: number): void {
    const { target, targetLoad, routeLoad } = this.#start;
    targetLoad.failures.record(false, nowMs);
    targetLoad.outcomes.record(true, nowMs);
    targetLoad.adaptive.succeeded(targetLoad.inflight);
    if (usage === undefined) return;
    routeLoad.succeeded(target, usage);
    const writingMs = nowMs - (this.#firstTokenAtMs ?? nowMs) - slowClientMs;
    if (usage.output === undefined || usage.output < MIN_OUTPUT_TOKENS || writingMs <= 0) return;
    targetLoad.perToken.add(writingMs / (usage.output - 1), nowMs);
  }

  #failed(fault: FaultClass, { retryAfterMs, uncharged }: MeasuredEnd, nowMs: number): void {
    const { targetLoad } = this.#start;
    if (fault === 'overloaded' || (fault === 'rate_limited' && retryAfterMs === undefined)) {
      targetLoad.adaptive.refused(nowMs, targetLoad.firstToken.rawMs);
    }
    if (uncharged || FAULTS[fault].charges === 'none') return;
    targetLoad.failures.record(true, nowMs);
    targetLoad.outcomes.record(false, nowMs);
  }
}
