import type { FaultClass, TargetId } from '@fairlead/plugin-sdk';

/** One request of a rehearsal. */
export interface Served {
  /** When it arrived. */
  readonly atMs: number;
  /** Undefined when nothing could be chosen. */
  readonly target: TargetId | undefined;
  readonly result: 'ok' | FaultClass | 'unfinished';
  readonly firstTokenMs?: number;
  /** Of a request that ended well. */
  readonly tokens?: number;
  readonly costNanoUsd?: number;
}

/** What happened in a rehearsal, and the figures that scenarios are judged by. */
export class Trace {
  readonly served: readonly Served[];

  constructor(served: readonly Served[]) {
    this.served = served;
  }

  /** Requests that arrived in [from, to). */
  between(fromMs: number, toMs: number): Trace {
    return new Trace(this.served.filter(({ atMs }) => atMs >= fromMs && atMs < toMs));
  }

  /** Part of the requests that one of `targets` got. */
  share(...targets: readonly TargetId[]): number {
    const got = this.served.filter(({ target }) => target !== undefined && targets.includes(target));
    return got.length / this.served.length;
  }

  get errorRate(): number {
    return (
      this.served.filter(({ result }) => result !== 'ok' && result !== 'unfinished').length /
      this.served.length
    );
  }

  /** Time to the first token, ms, by nearest rank; `quantile` in (0, 1]. What never answered is the slowest. */
  firstTokenMs(quantile: number): number {
    const sorted = this.served
      .filter(({ result }) => result === 'ok' || result === 'unfinished')
      .map(({ firstTokenMs }) => firstTokenMs ?? Infinity)
      .toSorted((a, b) => a - b);
    return sorted[Math.ceil(quantile * sorted.length) - 1] ?? Number.NaN;
  }

  /** How much of a window's requests its busiest target gets, on average over all windows: 1 is a herd. */
  busiestShare(windowMs: number): number {
    const windows = new Map<number, Map<TargetId | undefined, number>>();
    for (const { atMs, target } of this.served) {
      const window = Math.floor(atMs / windowMs);
      const counts = windows.get(window) ?? new Map<TargetId | undefined, number>();
      windows.set(window, counts.set(target, (counts.get(target) ?? 0) + 1));
    }
    let sum = 0;
    for (const counts of windows.values()) {
      const all = [...counts.values()];
      sum += Math.max(...all) / all.reduce((total, count) => total + count, 0);
    }
    return sum / windows.size;
  }

  /** What the requests cost, nano-dollars: those of `targets`, or all. */
  spentNanoUsd(...targets: readonly TargetId[]): number {
    return this.served
      .filter(({ target }) => targets.length === 0 || (target !== undefined && targets.includes(target)))
      .reduce((sum, { costNanoUsd = 0 }) => sum + costNanoUsd, 0);
  }

  /** Prompt and output tokens of everything that ended well. */
  get tokens(): number {
    return this.served.reduce((sum, { tokens = 0 }) => sum + tokens, 0);
  }
}
