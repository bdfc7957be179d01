import { inert, type InertRule } from './inert-setting.js';

const OF_TARGETS = [
  'timeouts',
  'failover',
  'health',
  'panic',
  'baseline',
  'require',
  'affinity',
  'hedge',
  'canary',
  'shadow',
  'budgets',
  'queue',
  'on_no_target',
];

/** A route that rejects looks at no target. */
export const inertInRefusal: InertRule = ({ reject }) =>
  reject ? inert('every request is rejected', 'remove it', ...OF_TARGETS.map((key) => [key])) : [];
