import { byKind } from '../shape/by-kind.js';
import { keyed, record, required } from '../shape/record.js';
import { integer, number, text, textAs } from '../shape/scalars.js';
import { located, refine, type Located, type Shape, type ValueOf } from '../shape/shape.js';
import { wordOr } from '../shape/words.js';

/** A target's two halves. The model may hold slashes of its own: `relay/vendor/large`. */
export interface TargetName {
  readonly id: string;
  readonly provider: string;
  readonly model: string;
}

/** `provider/model`. */
export const targetName: Shape<Located<TargetName>> = located(
  refine(textAs('a target such as acme/large'), (id, findings, node) => {
    const parts = /^([^/\s]+)\/([^\s]+)$/.exec(id);
    if (parts) return { id, provider: parts[1]!, model: parts[2]! };
    const hint = 'write provider/model, for example acme/large';
    findings.error(node.place, 'invalid-target', `"${id}" is not a target`, hint);
    return undefined;
  }),
);

const usd = number({ min: 0 });

/** Prices as people print them; the gateway's file takes the same form. */
export const prices = record({
  input: required(keyed('input_usd_per_mtok', usd)),
  output: required(keyed('output_usd_per_mtok', usd)),
  cacheRead: keyed('cache_read_usd_per_mtok', usd),
  cacheWrite: keyed('cache_write_usd_per_mtok', usd),
  cacheWrite1h: keyed('cache_write_1h_usd_per_mtok', usd),
  request: keyed('request_usd', usd),
});

const fullForm = record(
  {
    target: required(targetName),
    weight: number({ min: 0 }),
    limits: record({ concurrency: wordOr('auto', integer({ min: 1 })) }, { later: ['rpm', 'tpm'] }),
    prefill: text,
    prices,
  },
  { later: ['region', 'tags'] },
);

export type TargetSyntax = ValueOf<typeof fullForm>;

/** `provider/model`, or the long form `{ target, weight, limits, prefill, prices }`. */
export const target: Shape<TargetSyntax> = byKind(
  { scalar: refine(targetName, (name): TargetSyntax => ({ target: name })), map: fullForm },
  'a target such as acme/large, or a map with its target, weight, limits, prefill and prices',
);
