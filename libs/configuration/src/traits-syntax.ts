import { CAPABILITIES } from '@fairlead/plugin-sdk';
import {
  about,
  dataHandling,
  dictionary,
  integer,
  keyed,
  oneOrMany,
  record,
  text,
  word,
  type ValueOf,
} from '@fairlead/policy';

/** What requirements of a policy ask about, for all models of a provider. */
export const traitKeys = {
  region: about('Where its models run; requirements of a policy ask for it.', text, { example: 'eu' }),
  tags: about('Words that requirements of a policy may ask for or exclude.', oneOrMany(text), {
    example: ['reseller'],
  }),
  data: about('What the provider does with what it is sent, as your contract with it says.', dataHandling, {
    example: { training: 'deny', retention: 'zero' },
  }),
  capabilities: about(
    'All that its models can do; models that differ stand under `traits`.',
    oneOrMany(word(CAPABILITIES)),
    {
      example: ['tools', 'json_schema'],
    },
  ),
};

const modelTraits = record({
  ...traitKeys,
  contextWindow: about(
    'Tokens of prompt and answer together.',
    keyed('context_window', integer({ min: 1 })),
    {
      example: 200_000,
    },
  ),
});

/** The same for single models, over what holds for all. */
export const traits = dictionary(text, modelTraits);

/** What the configuration says of a provider, or of one of its models. */
export type WrittenTraits = ValueOf<typeof modelTraits>;
