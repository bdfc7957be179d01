import { about } from '../shape/about.js';
import { list } from '../shape/collections.js';
import { expected, record } from '../shape/record.js';
import { text } from '../shape/scalars.js';
import { located } from '../shape/shape.js';
import { strategy } from './strategy.js';
import { target } from './target.js';

/** One entry of `pools:`. */
export const pool = record(
  {
    health: about('Name of the health profile of its targets; without it `defaults.health`.', located(text), {
      example: 'standard',
    }),
    strategy: about('How its targets are balanced; without it `defaults.strategy`.', strategy),
    targets: about('Its targets, none twice.', expected(list(target))),
  },
  { later: ['require'] },
);
