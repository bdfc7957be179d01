import { ENDPOINTS } from '@fairlead/plugin-sdk';
import { about, defined, extended } from '../shape/about.js';
import { byKind } from '../shape/by-kind.js';
import { dictionary, oneOrMany } from '../shape/collections.js';
import { record } from '../shape/record.js';
import { text } from '../shape/scalars.js';
import { refine, whole, type Shape } from '../shape/shape.js';
import { word } from '../shape/words.js';
import { ANYTHING, NOTHING, type Conditions } from '../conditions.js';
import { expression } from '../expression/expression-shape.js';

const values = refine(dictionary(text, oneOrMany(text)), (map): ReadonlyMap<string, readonly string[]> => {
  return new Map([...map].map(([key, { value }]) => [key, value]));
});

const conditions = record({
  model: about(
    'The model, aliases resolved, is one of these; `*` stands for any run of characters.',
    oneOrMany(text),
    { example: ['chat', 'gpt-*'] },
  ),
  endpoint: about(
    'What the request is for; `chat` in any dialect, with the counting of its tokens.',
    oneOrMany(word(ENDPOINTS)),
  ),
  headers: about('Each header named has one of the values; names in any case, values exact.', values, {
    example: { 'x-team': 'search' },
  }),
  labels: about('Each label named (`x-fairlead-label-<name>`) has one of the values, exact.', values, {
    example: { team: ['core', 'search'] },
  }),
  when: about(
    'A condition in CEL on `request`, `label("x")` and `header("x")`; it holds besides the others.',
    expression('bool'),
    { example: 'request.prompt_tokens_est > 180000 && label("team") in ["core", "search"]' },
  ),
});

/**
 * `any`, or a map of conditions. With one of them left out it would take more than it says, and the routes below it
 * would seem unreachable; so it is read whole or not at all.
 */
export const match: Shape<Conditions> = defined(
  'match',
  whole(
    byKind(
      {
        scalar: refine(word(['any', 'never']), (all) => (all === 'any' ? ANYTHING : NOTHING)),
        map: refine(
          extended(conditions, { minProperties: 1 }),
          ({ model, endpoint, headers, labels, when }, findings, node): Conditions => {
            if (node.kind === 'map' && node.entries.length === 0) {
              const hint = 'write "match: any" to take everything';
              findings.error(node.place, 'invalid-value', 'this match has no condition', hint);
            }
            return {
              ...(model && { models: model }),
              ...(endpoint && { operations: endpoint }),
              headers: new Map(
                [...(headers ?? [])].map(([name, accepted]) => [name.toLowerCase(), accepted]),
              ),
              labels: labels ?? new Map(),
              ...(when && { when }),
            };
          },
        ),
      },
      'any, never, or a map of conditions',
    ),
  ),
);
