import { about } from '../shape/about.js';
import { list } from '../shape/collections.js';
import { keyed } from '../shape/record.js';
import { text } from '../shape/scalars.js';
import { located } from '../shape/shape.js';
import { affinity } from './affinity.js';
import { canary } from './canary.js';
import { hedge } from './hedge.js';
import { onNoTarget, queue, reject } from './refusals.js';
import { shadow } from './shadow.js';

/** Keys of a route for what is more than choosing a target. */
export const routeExtras = {
  extends: about(
    'Name of a route to start from, all but its `name` and `match`: maps merge key by key, lists and scalars replace.',
    located(text),
    { example: 'chat' },
  ),
  affinity: about(
    'Keeps what belongs together on one target; what is left out comes from `defaults`.',
    affinity,
    {
      example: { key: 'prompt_prefix' },
    },
  ),
  hedge: about('A second attempt beside a slow first one; what is left out comes from `defaults`.', hedge, {
    example: { after: 'p95' },
  }),
  canary: about('Shares of the requests that go another way, and are watched.', list(canary)),
  shadow: about('Copies of answered requests for targets whose answers nobody sees.', list(shadow)),
  budgets: about('Names of budgets that its requests are charged to, all of them.', list(located(text)), {
    example: ['team-month'],
  }),
  queue: about(
    'A place to wait while all targets are busy; without it the request is refused at once.',
    queue,
  ),
  onNoTarget: about(
    'What the caller is told when no target can take the request.',
    keyed('on_no_target', onNoTarget),
  ),
  reject: about('Refuses every request; instead of targets.', reject),
};
