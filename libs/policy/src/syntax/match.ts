import { ENDPOINTS } from '@fairlead/plugin-sdk';
import { byKind } from '../shape/by-kind.js';
import { dictionary, oneOrMany } from '../shape/collections.js';
import { record } from '../shape/record.js';
import { text } from '../shape/scalars.js';
import { refine, whole, type Shape } from '../shape/shape.js';
import { word } from '../shape/words.js';
import { ANYTHING, type Conditions } from '../conditions.js';

const values = refine(dictionary(text, oneOrMany(text)), (map): ReadonlyMap<string, readonly string[]> => {
  return new Map([...map].map(([key, { value }]) => [key, value]));
});

const conditions = record(
  { model: oneOrMany(text), endpoint: oneOrMany(word(ENDPOINTS)), headers: values, labels: values },
  { later: ['when'] },
);

/**
 * `any`, or a map of conditions. With one of them left out it would take more than it says, and the routes below it
 * would seem unreachable; so it is read whole or not at all.
 */
export const match: Shape<Conditions> = whole(
  byKind(
    {
      scalar: refine(word(['any'], { later: ['never'] }), () => ANYTHING),
      map: refine(conditions, ({ model, endpoint, headers, labels }, findings, node): Conditions => {
        if (node.kind === 'map' && node.entries.length === 0) {
          const hint = 'write "match: any" to take everything';
          findings.error(node.place, 'invalid-value', 'this match has no condition', hint);
        }
        return {
          ...(model && { models: model }),
          ...(endpoint && { operations: endpoint }),
          headers: new Map([...(headers ?? [])].map(([name, accepted]) => [name.toLowerCase(), accepted])),
          labels: labels ?? new Map(),
        };
      }),
    },
    'any, or a map of conditions',
  ),
);
