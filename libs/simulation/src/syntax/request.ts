import { CAPABILITIES, ENDPOINTS } from '@fairlead/plugin-sdk';
import {
  about,
  dictionary,
  integer,
  keyed,
  list,
  percent,
  record,
  refine,
  text,
  truth,
  word,
  type Shape,
} from '@fairlead/policy';
import { PLAIN_REQUEST } from '../stage/rehearsed-request.js';

export const labels: Shape<Readonly<Record<string, string>>> = refine(dictionary(text, text), (map) =>
  Object.fromEntries([...map].map(([key, { value }]) => [key, value])),
);

const headers = refine(labels, (map) =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name.toLowerCase(), value])),
);

const tokens = integer({ min: 0, max: 100_000_000 });

/** The facts of one request, as far as they are not usual. */
export const requestFacts = record({
  model: about('As the caller writes it.', text),
  operation: about('What the request is for.', keyed('endpoint', word(ENDPOINTS)), { default: 'chat' }),
  stream: about('Whether the answer comes in pieces.', truth, { default: true }),
  promptTokens: about('Size of the prompt.', keyed('prompt_tokens', tokens), {
    default: PLAIN_REQUEST.promptTokens,
  }),
  maxOutputTokens: about("The caller's own limit.", keyed('max_output_tokens', tokens)),
  outputTokens: about('What a model writes in answer.', keyed('output_tokens', tokens), {
    default: PLAIN_REQUEST.outputTokens,
  }),
  cacheReadShare: about(
    'Part of the prompt that providers have in their cache.',
    keyed('cache_read', percent),
  ),
  promptPrefix: about(
    'What stands for the beginning of its prompt: requests with the same one share a cache.',
    keyed('prompt_prefix', text),
  ),
  capabilities: about('What the request cannot do without.', list(word(CAPABILITIES)), {
    example: ['tools'],
  }),
  labels: about('Labels, as `x-fairlead-label-<name>` would say them.', labels, {
    example: { team: 'core' },
  }),
  headers: about('Request headers; names in any case.', headers),
});
