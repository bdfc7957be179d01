import { about } from '../shape/about.js';
import { list } from '../shape/collections.js';
import { keyed } from '../shape/record.js';
import { text } from '../shape/scalars.js';
import { located } from '../shape/shape.js';
import { onNoTarget, queue, reject } from './refusals.js';

/** Keys of a route for what is more than choosing a target. */
export const routeExtras = {
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
