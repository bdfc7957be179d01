/**
 * Tokens by the classes that are priced apart. Absent means the provider did not say: never zero for unknown.
 * `input` is the whole prompt, cache reads and writes included; `output` the whole completion, reasoning included.
 */
export interface TokenUsage {
  readonly input?: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  /** The part of `cacheWrite` that is kept for an hour, where that is priced apart. */
  readonly cacheWrite1h?: number;
  readonly output?: number;
  readonly reasoning?: number;
  readonly inputAudio?: number;
  readonly outputAudio?: number;
}

/** Prices in US dollars per million tokens, as vendors print them. A class without a price costs as its parent. */
export interface TokenPrices {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  readonly cacheWrite1h?: number;
  /** US dollars per request, on top of tokens. */
  readonly request?: number;
}
