import { BUILT_IN } from '../compile/built-in.js';
import { about, defined, withDefaults } from '../shape/about.js';
import { duration } from '../shape/quantities.js';
import { keyed, record } from '../shape/record.js';
import { wordOr } from '../shape/words.js';

const fields = record({
  connectMs: about('Limit on reaching the provider.', keyed('connect', duration)),
  firstTokenMs: about(
    'Limit on the first content of the answer; `auto` follows what the target usually takes, between 10 s and 120 s.',
    keyed('first_token', wordOr('auto', duration)),
  ),
  idleMs: about('Limit on the gap between two pieces of content.', keyed('idle', duration)),
  totalMs: about('Limit on everything, all attempts and waits included.', keyed('total', duration)),
  transportIdleMs: about(
    'Limit on the gap between two bytes, comments included.',
    keyed('transport_idle', duration),
  ),
  earlyFlushMs: about(
    'A stream without content by then begins with a 200 and a comment, so that nothing between gives up; without it never.',
    keyed('early_flush', duration),
    { example: '15s' },
  ),
});

/** `timeouts:` of a route or of the defaults. */
export const timeouts = defined('timeouts', withDefaults(BUILT_IN.timeouts, fields));
