import { randomFillSync } from 'node:crypto';

const ID_BYTES = 16;
/** Drawn at once: asking the system for each id costs more than the id. */
const pool = Buffer.allocUnsafeSlow(256 * ID_BYTES);
let used = pool.length;

/** 128 random bits in hexadecimal. */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return pool.toString('hex', used, (used += ID_BYTES));
}
