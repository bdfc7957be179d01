import { about, defined, matching } from '../shape/about.js';
import { byKind } from '../shape/by-kind.js';
import { oneOrMany } from '../shape/collections.js';
import { keyed, record, required } from '../shape/record.js';
import { integer, number, text, textAs } from '../shape/scalars.js';
import { located, refine, type Located, type Shape, type ValueOf } from '../shape/shape.js';
import { wordOr } from '../shape/words.js';
import { perMinute } from './limits.js';

/** A target's two halves. The model may hold slashes of its own: `relay/vendor/large`. */
export interface TargetName {
  readonly id: string;
  readonly provider: string;
  readonly model: string;
}

const TARGET = /^([^/\s]+)\/([^\s]+)$/;

/** `provider/model`. */
export const targetName: Shape<Located<TargetName>> = defined(
  'target_name',
  matching(
    TARGET,
    located(
      refine(textAs('a target such as acme/large'), (id, findings, node) => {
        const parts = TARGET.exec(id);
        if (parts) return { id, provider: parts[1]!, model: parts[2]! };
        const hint = 'write provider/model, for example acme/large';
        findings.error(node.place, 'invalid-target', `"${id}" is not a target`, hint);
        return undefined;
      }),
    ),
  ),
);

const usd = number({ min: 0 });

/** Prices as people print them; the gateway's file takes the same form. */
export const prices = defined(
  'prices',
  record({
    input: about('US dollars per million tokens of the prompt.', required(keyed('input_usd_per_mtok', usd))),
    output: about(
      'US dollars per million tokens of the answer.',
      required(keyed('output_usd_per_mtok', usd)),
    ),
    cacheRead: about(
      'US dollars per million tokens read from the prompt cache.',
      keyed('cache_read_usd_per_mtok', usd),
    ),
    cacheWrite: about(
      'US dollars per million tokens written to the prompt cache.',
      keyed('cache_write_usd_per_mtok', usd),
    ),
    cacheWrite1h: about(
      'US dollars per million tokens written to a prompt cache of one hour.',
      keyed('cache_write_1h_usd_per_mtok', usd),
    ),
    request: about('US dollars for each request, besides its tokens.', keyed('request_usd', usd)),
  }),
);

const fullForm = record({
  target: about('Provider and model.', required(targetName), { example: 'acme/large' }),
  weight: about(
    'Share of the traffic, relative to the others; 0 takes none unless nothing else is left.',
    number({ min: 0 }),
    { default: 1 },
  ),
  limits: about(
    'What it takes at most.',
    record({
      concurrency: about(
        'Requests in flight; `auto` grows and shrinks with what the provider bears.',
        wordOr('auto', integer({ min: 1 })),
      ),
      ...perMinute,
    }),
  ),
  prefill: about(
    "A word for models that go on from a last message of the assistant: targets with the same word can finish each other's broken answers.",
    text,
    { example: 'large-family' },
  ),
  prices: about('They go before every other source of prices.', prices),
  region: about('Where it runs; it goes before what the configuration of its provider says.', text, {
    example: 'eu',
  }),
  tags: about('Words for requirements, besides those of its provider.', oneOrMany(text), {
    example: ['reseller'],
  }),
});

export type TargetSyntax = ValueOf<typeof fullForm>;

/** `provider/model`, or the long form `{ target, weight, limits, … }`. */
export const target: Shape<TargetSyntax> = defined(
  'target',
  byKind(
    { scalar: refine(targetName, (name): TargetSyntax => ({ target: name })), map: fullForm },
    'a target such as acme/large, or a map with its target, weight, limits, prefill, prices, region and tags',
  ),
);
