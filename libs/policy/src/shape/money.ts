import { refine, type Shape } from './shape.js';
import { number } from './scalars.js';

const NANO_PER_USD = 1e9;

/** Its nano-dollars still are an exact integer. */
const MAX_USD = 9_000_000;

/** US dollars, as integer nano-dollars. */
export const usd: Shape<number> = {
  ...refine(number({ min: 0, max: MAX_USD }), (dollars) => Math.round(dollars * NANO_PER_USD)),
  write: (nanoUsd) => nanoUsd / NANO_PER_USD,
};
