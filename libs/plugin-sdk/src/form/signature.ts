import type { FormOrigin } from '../operation.js';

/**
 * A proof or a cipher that only the vendor that made it can read: sent back to it unchanged, and to nobody else.
 */
export interface Signature {
  readonly origin: FormOrigin;
  readonly value: string;
}
