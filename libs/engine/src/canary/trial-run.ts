import type { CanaryGate } from '@fairlead/policy';
import { SideRecord, type SideOutcome, type SideReading } from './side-record.js';
import { judge, type Verdict } from './verdict.js';

/** How one canary stands. */
export interface CanaryStanding extends Verdict {
  readonly route: string;
  readonly name: string;
  /** Its share is 0 until it is reset. */
  readonly aborted: boolean;
  readonly canary: SideReading;
  readonly baseline: SideReading;
}

/** One canary's comparison with the rest of its route, and what came of it. */
export class TrialRun {
  /** Why its share is 0. */
  aborted: string | undefined;
  #overMs = 0;
  #canary!: SideRecord;
  #baseline!: SideRecord;

  constructor(
    readonly route: string,
    readonly name: string,
    private gate: CanaryGate,
  ) {
    this.#begin(gate.overMs);
  }

  /** A new policy may have another gate; over another time the comparison begins anew. */
  goBy(gate: CanaryGate): void {
    this.gate = gate;
    if (gate.overMs !== this.#overMs) this.#begin(gate.overMs);
  }

  /** Judged by what becomes of the canary's own requests. @returns true when this outcome has aborted it */
  add(side: 'canary' | 'baseline', outcome: SideOutcome, nowMs: number): boolean {
    if (this.aborted !== undefined) return false;
    if (side === 'baseline') {
      this.#baseline.add(outcome, nowMs);
      return false;
    }
    this.#canary.add(outcome, nowMs);
    const { verdict, reason } = this.standing(nowMs);
    if (verdict === 'abort') this.aborted = reason ?? '';
    return verdict === 'abort';
  }

  standing(nowMs: number): CanaryStanding {
    const canary = this.#canary.read(nowMs);
    const baseline = this.#baseline.read(nowMs);
    const { route, name, aborted } = this;
    const verdict = aborted === undefined ? judge(this.gate, canary, baseline) : abortedBy(aborted);
    return { route, name, aborted: aborted !== undefined, canary, baseline, ...verdict };
  }

  reset(): void {
    this.aborted = undefined;
    this.#begin(this.#overMs);
  }

  #begin(overMs: number): void {
    this.#overMs = overMs;
    this.#canary = new SideRecord(overMs);
    this.#baseline = new SideRecord(overMs);
  }
}

function abortedBy(reason: string): Verdict {
  return { verdict: 'abort', reason };
}
