import { inert, type InertRule } from './inert-setting.js';

/** Limits of a panic that never comes. */
export const inertPanic: InertRule = ({ panic, reject }) =>
  panic.mode === 'fail_fast' && !reject
    ? inert('there is never a panic', 'write mode: best_effort', ['panic', 'concurrency_per_target'])
    : [];
