import type { Api } from '../api.js';
import { isMap } from '../json-map.js';
import { filledListAt, textAt, wrongType, wrongValue } from './field-rules.js';
import { openaiFailed, openaiRefused } from './openai-error.js';

const CATEGORIES = [
  'harassment',
  'harassment/threatening',
  'hate',
  'hate/threatening',
  'illicit',
  'illicit/violent',
  'self-harm',
  'self-harm/instructions',
  'self-harm/intent',
  'sexual',
  'sexual/minors',
  'violence',
  'violence/graphic',
];

/** Judges no meaning: a text is flagged for the categories whose names are in it. */
export const moderationsApi: Api = {
  reply({ body, model }, { identity }) {
    const results = readInputs(body['input']).map(judge);
    return { json: { id: `modr-sim${identity.key}`, model, results }, tokens: 1 };
  },
  refused: openaiRefused,
  failed: openaiFailed,
};

/** A list of texts has a result for each; a list of parts is one input. */
function readInputs(input: unknown): readonly string[] {
  if (typeof input === 'string') return [input];
  if (!Array.isArray(input)) return wrongType('input', 'one of a string or array', input);
  const list = filledListAt(input, 'input');
  if (list.every((one) => typeof one === 'string')) return list;
  return [list.map((part, index) => readPart(part, `input[${index}]`)).join('\n')];
}

function readPart(part: unknown, at: string): string {
  if (!isMap(part)) return wrongType(at, 'an object', part);
  if (part['type'] === 'text') return textAt(part['text'], `${at}.text`);
  return part['type'] === 'image_url' ? '' : wrongValue(`${at}.type`, part['type'], ['text', 'image_url']);
}

function judge(text: string): object {
  const found = CATEGORIES.filter((category) => text.includes(category));
  const of = <Value>(valueOf: (category: string) => Value): Record<string, Value> =>
    Object.fromEntries(CATEGORIES.map((category) => [category, valueOf(category)]));
  return {
    flagged: found.length > 0,
    categories: of((category) => found.includes(category)),
    category_scores: of((category) => (found.includes(category) ? 1 : 0)),
    category_applied_input_types: of(() => ['text']),
  };
}
