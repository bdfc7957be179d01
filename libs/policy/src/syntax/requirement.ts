import { CAPABILITIES } from '@fairlead/plugin-sdk';
import { about, defined } from '../shape/about.js';
import { oneOrMany } from '../shape/collections.js';
import { usd } from '../shape/money.js';
import { keyed, record } from '../shape/record.js';
import { integer, text } from '../shape/scalars.js';
import { located, refine, type Located, type Shape } from '../shape/shape.js';
import { word, wordOr } from '../shape/words.js';
import type { Requirement } from '../plan/index.js';
import { dataHandling } from './data-handling.js';

/** `require:` of a route or a constraint. Every part must be known to hold for a target. */
export const requirement: Shape<Located<Requirement>> = defined(
  'requirement',
  located(
    refine(
      record({
        capabilities: about('What a target must be able to do.', oneOrMany(word(CAPABILITIES)), {
          example: ['tools', 'json_schema'],
        }),
        context: about(
          'Tokens that its window must be known to take; `auto`: where its size is known, it must take prompt and answer of the request.',
          wordOr('auto', integer({ min: 1 })),
          { example: 'auto' },
        ),
        regions: about('It must run in one of these.', oneOrMany(text), { example: ['eu'] }),
        data: about('It must be at least as strict with what it is sent.', dataHandling, {
          example: { training: 'deny', retention: 'zero' },
        }),
        maxPrice: about(
          'Its prices must not be higher, in US dollars per million tokens.',
          keyed(
            'max_price_usd_per_mtok',
            record({
              inputNanoUsdPerMtok: about('Of the prompt.', keyed('input', usd)),
              outputNanoUsdPerMtok: about('Of the answer.', keyed('output', usd)),
            }),
          ),
          { example: { input: 0.3, output: 1.2 } },
        ),
        tagsNoneOf: about('It must have none of these tags.', keyed('target_tags_none_of', oneOrMany(text)), {
          example: ['reseller'],
        }),
        tagsAllOf: about('It must have all of these tags.', keyed('target_tags_all_of', oneOrMany(text)), {
          example: ['contract'],
        }),
      }),
      ({ capabilities = [], tagsNoneOf = [], tagsAllOf = [], ...rest }): Requirement => ({
        ...rest,
        capabilities,
        tagsNoneOf,
        tagsAllOf,
      }),
    ),
  ),
);
