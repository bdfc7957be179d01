import type { Extras } from '@fairlead/plugin-sdk';

/** A request for the vectors of some texts, in no dialect. Absent fields were not asked for. */
export interface EmbeddingsRequest {
  /** As the caller wrote it. */
  readonly model: string;
  /** Never empty. Each has a vector of its own in the reply, in this order. */
  readonly inputs: readonly EmbeddingInput[];
  /** Length of each vector. */
  readonly dimensions?: number;
  /** How the caller wants the numbers written; absent: as its dialect does by itself. */
  readonly encoding?: 'float' | 'base64';
  /** The caller asked for one vector, not for a list: some dialects answer in another shape then. */
  readonly single?: boolean;
  /** The end user, for abuse detection. */
  readonly user?: string;
  readonly extras?: Extras;
}

export interface EmbeddingInput {
  readonly text: string;
  /** What the vector is for, in the dialect's own words, and the like. */
  readonly extras?: Extras;
}
