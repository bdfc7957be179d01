import { duration } from '../shape/quantities.js';
import { keyed, record } from '../shape/record.js';
import { wordOr } from '../shape/words.js';

/** `timeouts:` of a route or of the defaults. */
export const timeouts = record(
  {
    connectMs: keyed('connect', duration),
    firstTokenMs: keyed('first_token', wordOr('auto', duration)),
    idleMs: keyed('idle', duration),
    totalMs: keyed('total', duration),
    transportIdleMs: keyed('transport_idle', duration),
  },
  { later: ['early_flush'] },
);
