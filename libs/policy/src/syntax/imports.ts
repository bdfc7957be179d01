import { list } from '../shape/collections.js';
import { textAs } from '../shape/scalars.js';
import { located } from '../shape/shape.js';

/** `imports:` files with things that this one may name. */
export const imports = list(located(textAs('the path of a file')));

/** What an imported file may hold: things with names, which have no effect until something names them. */
export const IMPORTABLE = ['aliases', 'budgets', 'constraints', 'health_profiles', 'pools'] as const;
