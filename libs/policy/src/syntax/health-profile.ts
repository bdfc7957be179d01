import { BUILT_IN } from '../compile/built-in.js';
import { about, defined, withDefaults } from '../shape/about.js';
import { list } from '../shape/collections.js';
import { duration, percent } from '../shape/quantities.js';
import { keyed, record } from '../shape/record.js';
import { integer, number, text, truth } from '../shape/scalars.js';
import { located } from '../shape/shape.js';
import { word } from '../shape/words.js';

const { passive, ejection, probation, slowStart, active, enforceSingle } = BUILT_IN.health;

const profile = record({
  extends: about(
    'The profile that fills in what this one leaves out; without it the built-in numbers do.',
    located(text),
    { example: BUILT_IN.health.name },
  ),
  passive: about(
    'What live traffic must show for a target to be taken out.',
    withDefaults(
      passive,
      record({
        consecutiveFailures: about(
          'Failures in a row that eject a target.',
          keyed('consecutive_failures', integer({ min: 1 })),
        ),
        failureRate: about(
          'Share of failures in the window that ejects a target.',
          keyed('failure_rate', percent),
        ),
        windowMs: about('How far back the share of failures looks.', keyed('window', duration)),
        minRequests: about(
          'Requests in the window below which the share says nothing.',
          keyed('min_requests', integer({ min: 1 })),
        ),
      }),
    ),
  ),
  ejection: about(
    'How long a target stays out.',
    withDefaults(
      ejection,
      record({
        baseMs: about('The first stay.', keyed('base', duration)),
        multiplier: about('Each further stay is this much longer.', number({ min: 1 })),
        maxMs: about('The longest stay.', keyed('max', duration)),
        jitter: about('Share by which a stay may be shorter or longer.', percent),
      }),
    ),
  ),
  probation: about(
    'How a target proves itself after a stay.',
    withDefaults(
      probation,
      record({
        concurrency: about('Requests in flight that it gets meanwhile.', integer({ min: 1 })),
        successes: about('Successes in a row that bring it back.', integer({ min: 1 })),
      }),
    ),
  ),
  slowStart: about(
    'How a target that came back grows to its full weight.',
    keyed(
      'slow_start',
      withDefaults(
        slowStart,
        record({
          windowMs: about('How long that takes.', keyed('window', duration)),
          minWeight: about('Share of its weight that it begins with.', keyed('min_weight', percent)),
          aggression: about('Above 1 it grows faster at first, below 1 later.', number({ min: 0.01 })),
        }),
      ),
    ),
  ),
  active: about(
    'Probes that cost no tokens.',
    withDefaults(
      active,
      record({
        probe: about(
          'What a probe does: nothing, a connection, or a call of the list of models.',
          word(['none', 'tcp', 'models_list'], { later: ['count_tokens', 'completion'] }),
        ),
        intervalMs: about('Time between two probes.', keyed('interval', duration)),
        timeoutMs: about('A probe that takes longer has failed.', keyed('timeout', duration)),
        jitter: about('Share by which the interval may be shorter or longer.', percent),
        when: about(
          'When a target is probed: `always`, while no traffic proves it (`idle`), while it is out (`ejected`).',
          list(word(['always', 'idle', 'ejected'])),
        ),
        fall: about('Failed probes in a row that eject a target.', integer({ min: 1 })),
        rise: about('Passed probes in a row that count as recovered.', integer({ min: 1 })),
      }),
    ),
  ),
  enforceSingle: about('Take out a target that is the only one, too.', keyed('enforce_single', truth), {
    default: enforceSingle,
  }),
});

/** One entry of `health_profiles:`. Whatever it leaves out comes from the profile it extends. */
export const healthProfile = defined('health_profile', profile);
