import { entryOf } from '../document/document-node.js';
import { about, defined, extended } from '../shape/about.js';
import { byKind } from '../shape/by-kind.js';
import { duration } from '../shape/quantities.js';
import { keyed, record } from '../shape/record.js';
import { text } from '../shape/scalars.js';
import { located, refine, type Located, type Shape } from '../shape/shape.js';
import { word } from '../shape/words.js';
import { anyOfKeys } from './exclusive-keys.js';
import type { RuleAction } from '../plan/index.js';

/** What a failover rule says; the tier it names is not looked up yet. */
export type RuleActionSyntax = Omit<RuleAction, 'to'> & { readonly to?: Located<string> };

const then = word(['surface', 'next_target', 'next_tier', 'retry_same']);

const fullForm = extended(
  record({
    to: about('Tier of the same route to go on in; implies `then: next_tier`.', located(text), {
      example: 'long-context',
    }),
    then: about(
      'Show the caller the error (`surface`), or try another target, the next tier, or the same target again.',
      then,
    ),
    waitUpToMs: about(
      'The longest Retry-After to wait for on the same target; implies `then: next_target` when it is longer.',
      keyed('wait_up_to', duration),
      { example: '2s' },
    ),
    alert: about('A word that is logged with the fault, for alert rules.', text, { example: 'page' }),
  }),
  anyOfKeys('then', 'to', 'wait_up_to'),
);

/** `surface`, or the long form `{ to, then, wait_up_to, alert }`. */
export const ruleAction: Shape<RuleActionSyntax> = defined(
  'rule_action',
  byKind(
    {
      scalar: refine(then, (action): RuleActionSyntax => ({ then: action })),
      map: refine(fullForm, (action, findings, node): RuleActionSyntax | undefined => {
        const { to, waitUpToMs } = action;
        // A tier to go on in is a next tier, and a time to wait says what to do when it is too short.
        const implied = to ? 'next_tier' : waitUpToMs === undefined ? undefined : 'next_target';
        const next = action.then ?? implied;
        if (next === undefined) {
          const meant = ['then', 'to', 'wait_up_to'].some((key) => entryOf(node, key));
          if (!meant)
            findings.error(node.place, 'missing-key', '"then" is missing', `one of ${then.expects}`);
          return undefined;
        }
        if (to && next !== 'next_tier') {
          const message = `"to" leads to a tier, "then: ${next}" does not`;
          findings.error(to.place, 'conflicting-keys', message, 'drop "then"');
        }
        return { ...action, then: next };
      }),
    },
    `an action (${then.expects}) or a map`,
  ),
);
