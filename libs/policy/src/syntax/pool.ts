import { list } from '../shape/collections.js';
import { expected, record } from '../shape/record.js';
import { text } from '../shape/scalars.js';
import { located } from '../shape/shape.js';
import { strategy } from './strategy.js';
import { target } from './target.js';

/** One entry of `pools:`. */
export const pool = record(
  { health: located(text), strategy, targets: expected(list(target)) },
  { later: ['require', 'affinity', 'queue'] },
);
