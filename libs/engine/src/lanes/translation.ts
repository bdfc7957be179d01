import type { Codec, Dialect, EncodingContext } from '@fairlead/dialects';

/** What it takes to speak of one request in another dialect. */
export interface Translation {
  /** The target's. */
  readonly dialect: Dialect;
  readonly there: Codec;
  /** The caller's. */
  readonly here: Codec;
  readonly context: EncodingContext;
}
