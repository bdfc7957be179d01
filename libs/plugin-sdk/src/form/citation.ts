import type { Extras } from './extras.js';

/** Where a piece of an answer comes from. */
export interface Citation {
  readonly url?: string;
  readonly title?: string;
  /** The words that are cited. */
  readonly quote?: string;
  /** An upload's id. */
  readonly fileId?: string;
  /** Which characters of the text part it stands behind, as UTF-16 offsets; `end` excluded. */
  readonly start?: number;
  readonly end?: number;
  readonly extras?: Extras;
}
