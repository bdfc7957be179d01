import type { RoutePlan } from '../plan/index.js';
import { inert, type InertRule } from './inert-setting.js';

/** Settings of failover that nothing ever comes to. */
export const inertFailover: InertRule = (route) => {
  const { maxAttempts, sameTargetRetries, rules, onStreamBreak } = route.failover;
  if (route.reject) return [];
  const waits = [...rules.values()].some(({ waitUpToMs }) => waitUpToMs !== undefined);
  // Copies are made of a request that has one attempt only, too.
  const replays = route.shadows.length > 0 ? [] : ['max_replay_bytes'];
  const once = 'there is one attempt only';
  const more = 'raise max_attempts';
  return [
    ...(maxAttempts === 1
      ? inert(
          once,
          more,
          ...['max_elapsed', 'same_target_retries', 'retry_fast_only', ...replays, ...RETRIES].map(path),
        )
      : []),
    ...(maxAttempts > 1 && sameTargetRetries === 0 && !waits
      ? inert('no target is tried again', 'raise same_target_retries', ...RETRIES.map(path))
      : []),
    ...(onStreamBreak === 'continue' && !canGoOn(route)
      ? inert(
          'no two targets can finish each other’s answers',
          'give targets of one family the same prefill word',
          path('on_stream_break'),
        )
      : []),
  ];
};

/** About another try of the same target. */
const RETRIES = ['retry_budget', 'backoff'];

function path(key: string): string[] {
  return ['failover', key];
}

/** Whether two targets have the same word for prefill, or serve the same model. */
function canGoOn({ tiers }: RoutePlan): boolean {
  const targets = new Map(tiers.flatMap(({ pool }) => pool.targets.map((target) => [target.id, target])));
  const words = [...targets.values()].flatMap(({ prefill, model }) => [
    `model:${model}`,
    ...(prefill ? [prefill] : []),
  ]);
  return new Set(words).size < words.length;
}
