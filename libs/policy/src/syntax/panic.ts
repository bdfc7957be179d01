import { BUILT_IN } from '../compile/built-in.js';
import { about, defined, withDefaults } from '../shape/about.js';
import { keyed, record } from '../shape/record.js';
import { integer } from '../shape/scalars.js';
import { located } from '../shape/shape.js';
import { word } from '../shape/words.js';

const fields = record({
  mode: about(
    '`best_effort` tries ejected targets all the same, `fail_fast` refuses.',
    word(['best_effort', 'fail_fast']),
  ),
  concurrencyPerTarget: about(
    'Requests in flight that one ejected target gets at most.',
    keyed('concurrency_per_target', integer({ min: 1 })),
  ),
  availableBelow: about(
    'Panic begins with fewer available targets than this; `0` is another word for `mode: fail_fast`.',
    keyed('available_below', located(integer({ min: 0, max: 1 }))),
  ),
});

/** `panic:` what happens when no target is available. */
export const panic = defined('panic', withDefaults({ ...BUILT_IN.panic, availableBelow: 1 }, fields));
