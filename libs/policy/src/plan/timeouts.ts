export interface Timeouts {
  readonly connectMs: number;
  /** `auto` = clamp(6·p95 of the target's first-token times, 10 s, 120 s), 60 s until 20 samples. */
  readonly firstTokenMs: number | 'auto';
  /** Between progress events of a stream. */
  readonly idleMs: number;
  /** One deadline over all attempts and waits. */
  readonly totalMs: number;
  /** Between bytes of any kind: comments and blank lines count here, and only here. */
  readonly transportIdleMs: number;
  /** A stream without content by then begins with a 200 and a comment, for intermediaries; undefined: never. */
  readonly earlyFlushMs?: number;
}
