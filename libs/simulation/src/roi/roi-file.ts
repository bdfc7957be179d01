import {
  about,
  byKind,
  dictionary,
  integer,
  keyed,
  percent,
  prices,
  readDocument,
  record,
  refine,
  required,
  text,
  textAs,
  type Findings,
  type Shape,
} from '@fairlead/policy';
import type { RehearsalProblemCode } from '../problem-codes.js';
import type { RoiQuestion } from './roi.js';
import { parseTokenCount } from './token-count.js';

const tokens: Shape<number> = byKind({
  scalar: {
    ...refine(textAs('a count of tokens such as 650M'), (value, findings, node) => {
      const count = parseTokenCount(value);
      if (count !== undefined) return count;
      findings.error(
        node.place,
        'invalid-value',
        `expected a count of tokens such as 650M, found "${value}"`,
      );
      return undefined;
    }),
    schema: { type: ['string', 'integer'] },
  },
});

const count: Shape<number> = {
  ...tokens,
  read: (node, findings) =>
    node.kind === 'scalar' && typeof node.value === 'number'
      ? integer({ min: 0 }).read(node, findings)
      : tokens.read(node, findings),
};

const file = record({
  monthly: required(
    record({
      inputTokens: about(
        'Of all prompts in a month, cached parts included.',
        required(keyed('input_tokens', count)),
        { example: '650M' },
      ),
      cacheRead: about('The part of them that is read from a cache.', keyed('cache_read', percent), {
        default: '0%',
      }),
      outputTokens: about('Of all answers.', required(keyed('output_tokens', count))),
      requests: about('How many requests that is, for prices that depend on the size of a prompt.', count),
    }),
  ),
  present: about('Who has all of it now.', required(text), { example: 'acme/large' }),
  mix: about('Who shall have it, and how much each: 100% in all.', dictionary(text, percent)),
  prices: about('Instead of those that are known, by target.', dictionary(text, prices)),
});

/** A question as a file asks it; without `mix`, that comes from a policy. */
export interface RoiFile extends Pick<RoiQuestion, 'monthly' | 'present'> {
  readonly mix?: RoiQuestion['mix'];
  readonly given: NonNullable<RoiQuestion['sources']['given']>;
}

/** Undefined when it cannot be used; what is wrong is in `findings` either way. */
export function readRoiFile(content: string, findings: Findings<RehearsalProblemCode>): RoiFile | undefined {
  const document = readDocument(content, findings);
  const value = document && file.read(document, findings);
  if (value === undefined) return undefined;
  const { inputTokens, outputTokens, cacheRead = 0, requests } = value.monthly;
  const mix = value.mix && [...value.mix].map(([target, { value: share }]) => ({ target, share }));
  const total = mix?.reduce((sum, { share }) => sum + share, 0) ?? 1;
  if (Math.abs(total - 1) > 1e-9) {
    const [first] = value.mix!.values();
    findings.error(
      first?.place ?? { line: 1, column: 1 },
      'invalid-value',
      `the shares come to ${+(total * 100).toFixed(2)}%, not 100%`,
    );
  }
  return {
    monthly: {
      inputTokens,
      outputTokens,
      cacheReadTokens: inputTokens * cacheRead,
      ...(requests !== undefined && { requests }),
    },
    present: value.present,
    ...(mix && { mix }),
    given: new Map([...(value.prices ?? [])].map(([target, { value: own }]) => [target, own])),
  };
}
