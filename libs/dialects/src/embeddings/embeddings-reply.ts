import type { Extras, TokenUsage } from '@fairlead/plugin-sdk';

/** The vectors, in no dialect. */
export interface EmbeddingsReply {
  /** As the provider spells it, where it does. */
  readonly model?: string;
  /** One for each input, in the order of the request. */
  readonly vectors: readonly EmbeddingVector[];
  readonly usage?: TokenUsage;
  readonly extras?: Extras;
}

export interface EmbeddingVector {
  readonly values: readonly number[];
  readonly extras?: Extras;
}
