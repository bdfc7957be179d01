export type QuotaDimension = 'requests' | 'tokens' | 'input_tokens' | 'output_tokens' | 'concurrent';

/** One dimension of a provider's rate limit, as its reply headers state it. */
export interface QuotaReading {
  readonly dimension: QuotaDimension;
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds from now until `remaining` is `limit` again. */
  readonly resetInMs: number;
}
