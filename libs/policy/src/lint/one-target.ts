import type { RoutePlan, TierPlan } from '../plan/index.js';
import { inert, type InertRule } from './inert-setting.js';

/** What is about choosing between targets. */
export const inertWithOneTarget: InertRule = (route) => {
  if (route.reject) return [];
  const ways = waysOf(route);
  const alone = ways.every((open) => new Set(open.flatMap(targetsOf)).size === 1);
  const noChoice = ways.flat().every((tier) => targetsOf(tier).length === 1);
  const hinted = noChoice || readsPrompt(route) ? [] : inert(...PROMPT, ['affinity', 'min_prompt_tokens']);
  return [
    ...(alone ? inert('there is no second target', 'add one', ['hedge']) : []),
    ...(noChoice ? inert('every pool has one target', 'add more of them', ['affinity']) : []),
    ...hinted,
  ];
};

const PROMPT = ['the key is not made of the prompt', 'write key: prompt_prefix'] as const;

function readsPrompt({ affinity }: RoutePlan): boolean {
  return affinity?.key.kind === 'prompt_prefix' || affinity?.key.kind === 'conversation';
}

/** The tiers open to every request, of the route and of each of its canaries. */
function waysOf({ tiers, canaries }: RoutePlan): TierPlan[][] {
  const ways = [tiers, ...canaries.map((canary) => canary.tiers)];
  return ways.map((way) => way.filter(({ onlyViaRule }) => !onlyViaRule));
}

function targetsOf({ pool }: TierPlan): string[] {
  return pool.targets.map(({ id }) => id);
}
