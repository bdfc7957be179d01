/** What a month brings. */
export interface TokenVolume {
  /** Of all prompts, those parts included that are read from a cache. */
  readonly inputTokens: number;
  /** The part of the prompts that is read from a cache. */
  readonly cacheReadTokens: number;
  readonly outputTokens: number;
  /** How many requests they come in: prices may depend on the size of a prompt. */
  readonly requests?: number;
}

/** The same mixture, so many times as much. */
export function scaled(volume: TokenVolume, factor: number): TokenVolume {
  const { inputTokens, cacheReadTokens, outputTokens, requests } = volume;
  return {
    inputTokens: inputTokens * factor,
    cacheReadTokens: cacheReadTokens * factor,
    outputTokens: outputTokens * factor,
    ...(requests !== undefined && { requests: requests * factor }),
  };
}
