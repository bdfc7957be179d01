import { BUILT_IN_EXTRAS } from '../compile/built-in-extras.js';
import { about, defined, withKeyDefaults } from '../shape/about.js';
import { orOff } from '../shape/or-off.js';
import { duration } from '../shape/quantities.js';
import { keyed, record } from '../shape/record.js';
import { integer, number } from '../shape/scalars.js';
import { word } from '../shape/words.js';
import { requestKey } from './request-key.js';

const fields = record({
  mode: about(
    '`prefer` lets another target take over, `require` refuses rather than that.',
    word(['prefer', 'require']),
  ),
  key: about(
    'What belongs together: a `conversation` (the caller says which, else as `prompt_prefix`), a `tenant`, a `prompt_prefix` (tools, system text and first turn), or what a `header:<name>` or `label:<name>` says.',
    requestKey(['conversation', 'tenant', 'prompt_prefix']),
  ),
  minPromptTokens: about(
    'Shorter prompts go anywhere, where their beginning is the key.',
    keyed('min_prompt_tokens', integer({ min: 0 })),
  ),
  ttlMs: about(
    'How long another target that took over keeps it, from the last request.',
    keyed('ttl', duration),
  ),
  maxOverload: about(
    'A target with more than this many times the mean in flight is passed over.',
    keyed('max_overload', number({ min: 1 })),
  ),
});

/** `affinity:` of a route or of the defaults. */
export const affinity = defined('affinity', orOff(withKeyDefaults(BUILT_IN_EXTRAS.affinity, fields)));
