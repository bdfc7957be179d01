import { entryOf } from '../document/document-node.js';
import { about, extended } from '../shape/about.js';
import { list } from '../shape/collections.js';
import { record } from '../shape/record.js';
import { text } from '../shape/scalars.js';
import { located, refine, type Shape, type ValueOf } from '../shape/shape.js';
import { strategy } from './strategy.js';
import { target } from './target.js';

const fields = record(
  {
    health: about('Name of the health profile of its targets; without it `defaults.health`.', located(text), {
      example: 'standard',
    }),
    strategy: about('How its targets are balanced; without it `defaults.strategy`.', strategy),
    targets: about('Its targets, none twice.', list(target)),
    extends: about(
      'Name of a pool to start from: maps merge key by key, lists and scalars replace.',
      located(text),
      { example: 'main' },
    ),
  },
  { later: ['require'] },
);

/** One entry of `pools:`. */
export const pool: Shape<ValueOf<typeof fields>> = extended(
  refine(fields, (read, findings, node) => {
    if (!entryOf(node, 'targets') && !entryOf(node, 'extends')) {
      findings.error(node.place, 'missing-key', '"targets" is missing');
    }
    return read;
  }),
  { anyOf: [{ required: ['targets'] }, { required: ['extends'] }] },
);
