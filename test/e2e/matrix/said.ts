/** An answer as the client gives it, in one form for all clients. */
export interface Said {
  /** Undefined where the client does not show one. */
  readonly id: string | undefined;
  readonly text: string;
  /** The pieces that the text came in; one where it was not streamed. */
  readonly pieces: readonly string[];
  readonly calls: readonly SaidCall[];
  /** In the client's own word. */
  readonly finish: string | undefined;
  readonly usage: SaidUsage | undefined;
  /** What the client shows of the thoughts; empty: nothing. */
  readonly thought: string;
}

export interface SaidCall {
  readonly id: string | undefined;
  readonly name: string;
  /** Parsed. */
  readonly input: unknown;
}

export interface SaidUsage {
  readonly input: number;
  readonly output: number;
  /** Undefined where the client does not give a sum. */
  readonly total?: number | undefined;
}
