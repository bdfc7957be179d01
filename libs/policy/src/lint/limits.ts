import type { TierPlan } from '../plan/index.js';
import { inert, type InertRule } from './inert-setting.js';

/** What waits for something to be full, or late, that never is. */
export const inertLimits: InertRule = ({ tiers, timeouts }) => [
  ...tiers.flatMap((tier, index) => {
    const path = ['tiers', index, 'spill_at'];
    const after = tiers.slice(index + 1).some(({ onlyViaRule }) => !onlyViaRule);
    if (!after) return inert('no open tier comes after this one', 'add one to spill into', path);
    const why = 'nothing limits how many requests are in flight here';
    return isLimited(tier) ? [] : inert(why, 'give its targets limits: { concurrency: … }', path);
  }),
  ...((timeouts.earlyFlushMs ?? 0) >= timeouts.totalMs
    ? inert('everything is over by then', 'make it shorter than total', ['timeouts', 'early_flush'])
    : []),
];

function isLimited({ pool, limits }: TierPlan): boolean {
  return (
    limits?.concurrency !== undefined || pool.targets.some(({ concurrency }) => concurrency !== undefined)
  );
}
