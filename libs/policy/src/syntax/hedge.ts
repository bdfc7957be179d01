import { BUILT_IN_EXTRAS } from '../compile/built-in-extras.js';
import { about, defined, withKeyDefaults } from '../shape/about.js';
import { usd } from '../shape/money.js';
import { orOff } from '../shape/or-off.js';
import { duration, percent } from '../shape/quantities.js';
import { keyed, record } from '../shape/record.js';
import type { Shape } from '../shape/shape.js';
import { wordOr } from '../shape/words.js';

const after: Shape<'p90' | 'p95' | 'p99' | number> = wordOr('p90', wordOr('p95', wordOr('p99', duration)));

const fields = record({
  after: about(
    'When the second attempt begins: a quantile of what the first target usually takes to its first token, or a fixed time.',
    after,
  ),
  minDelayMs: about('It never begins sooner.', keyed('min_delay', duration), { example: '500ms' }),
  maxExtra: about('Share of the requests that may have a second attempt.', keyed('max_extra', percent)),
  maxCostNanoUsd: about('A second attempt that may cost more is not made.', keyed('max_cost_usd', usd), {
    example: 0.05,
  }),
});

/** `hedge:` of a route or of the defaults. */
export const hedge = defined('hedge', orOff(withKeyDefaults(BUILT_IN_EXTRAS.hedge, fields)));
