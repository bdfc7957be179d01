/** One token with how likely it was, and what else could have stood there. */
export interface TokenLogprob {
  readonly token: string;
  readonly logprob: number;
  /** The token's UTF-8 bytes. */
  readonly bytes?: readonly number[];
  readonly alternatives?: readonly Omit<TokenLogprob, 'alternatives'>[];
}
