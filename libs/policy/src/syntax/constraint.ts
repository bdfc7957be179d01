import { about } from '../shape/about.js';
import { expected, record } from '../shape/record.js';
import { name } from '../shape/scalars.js';
import { located, refine, type Shape, type ValueOf } from '../shape/shape.js';
import type { Place } from '../document/document-node.js';
import { match } from './match.js';
import { requirement } from './requirement.js';

const fields = record({
  name: about('Unique; the reason that explanations give.', expected(located(name)), { example: 'eu-data' }),
  match: about('Which requests it binds, whatever their route.', expected(match)),
  require: about('What every target of such a request must be.', expected(requirement)),
});

/** One entry of `constraints:`. */
export interface ConstraintSyntax extends ValueOf<typeof fields> {
  readonly place: Place;
}

export const constraint: Shape<ConstraintSyntax> = refine(fields, (written, _findings, { place }) => ({
  ...written,
  place,
}));
