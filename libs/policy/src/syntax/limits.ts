import { about } from '../shape/about.js';
import { keyed, type Field } from '../shape/record.js';
import { integer } from '../shape/scalars.js';

/** Limits over a minute, of a target or of a tier. */
export const perMinute: {
  readonly requestsPerMinute: Field<number, 'optional'>;
  readonly tokensPerMinute: Field<number, 'optional'>;
} = {
  requestsPerMinute: about('Requests sent in a minute.', keyed('rpm', integer({ min: 1 }))),
  tokensPerMinute: about(
    'Tokens sent and asked for in a minute, as estimated beforehand.',
    keyed('tpm', integer({ min: 1 })),
  ),
};
