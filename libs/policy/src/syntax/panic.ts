import { keyed, record } from '../shape/record.js';
import { integer } from '../shape/scalars.js';
import { word } from '../shape/words.js';

/** `panic:` what happens when no target is available. */
export const panic = record(
  {
    mode: word(['best_effort', 'fail_fast']),
    concurrencyPerTarget: keyed('concurrency_per_target', integer({ min: 1 })),
  },
  { later: ['available_below'] },
);
