import type { Pass } from '@fairlead/health';
import type { Clock, FaultClass, Outcome, TokenUsage } from '@fairlead/plugin-sdk';
import type { AttemptLoad } from '../load/attempt-load.js';

export interface FlightOutcome {
  readonly result: 'ok' | FaultClass;
  readonly usage?: TokenUsage | undefined;
  /** What it cost; undefined when unknown. */
  readonly costNanoUsd?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  /** The request was to blame: no circuit and no failure rate counts it. */
  readonly uncharged?: boolean | undefined;
  /** Time the reply stood still because the caller did not read. */
  readonly slowClientMs?: number | undefined;
}

/** One attempt on its way. */
export interface Flight {
  /** The first content-bearing event, or the first byte of a whole reply; later calls do nothing. */
  firstToken(): void;
  /** The call itself is over, and its place in flight free; who is to blame is for `end` to say, later. */
  land(): void;
  /** Exactly once, whatever happened: it gives back what the attempt holds. Later calls do nothing. */
  end(outcome: FlightOutcome): void;
}

interface Parts {
  readonly clock: Clock;
  readonly load: AttemptLoad;
  readonly pass: Pass;
  readonly onFirstToken?: () => void;
  /** Tells the pool's strategy. */
  readonly onEnd: (outcome: Outcome) => void;
}

/** Tells load, health and strategy, each its own part of what happened. */
export class TrackedFlight implements Flight {
  readonly #parts: Parts;
  readonly #startMs: number;
  #ended = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#startMs = parts.clock.now();
  }

  firstToken(): void {
    if (this.#ended) return;
    this.#parts.load.firstToken(this.#parts.clock.now());
    this.#parts.onFirstToken?.();
  }

  land(): void {
    this.#parts.load.land();
  }

  end(outcome: FlightOutcome): void {
    if (this.#ended) return;
    this.#ended = true;
    const { clock, load, pass, onEnd } = this.#parts;
    const nowMs = clock.now();
    load.end(outcome, nowMs);
    settle(pass, outcome);
    const { firstTokenMs } = load;
    onEnd({
      result: outcome.result,
      durationMs: nowMs - this.#startMs,
      ...(outcome.usage !== undefined && { usage: outcome.usage }),
      ...(outcome.costNanoUsd !== undefined && { costNanoUsd: outcome.costNanoUsd }),
      ...(firstTokenMs !== undefined && { firstTokenMs }),
    });
  }
}

function settle(pass: Pass, { result, usage, retryAfterMs, uncharged }: FlightOutcome): void {
  const actual = usage === undefined ? undefined : { tokens: (usage.input ?? 0) + (usage.output ?? 0) };
  if (result === 'ok') {
    pass.settle({ result }, actual);
    return;
  }
  pass.settle(
    {
      result,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(uncharged !== undefined && { uncharged }),
    },
    actual,
  );
}
