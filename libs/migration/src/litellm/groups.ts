import type { Outline, RouteDraft, TargetDraft, TierDraft } from '../outline/outline.js';
import type { SourceMap } from '../source/source-map.js';
import { readDeployment, type Deployment } from './deployment.js';

/** `model_list`, by the name that callers use, in the order of the file. */
export function readGroups(source: SourceMap, outline: Outline): ReadonlyMap<string, readonly Deployment[]> {
  const groups = new Map<string, Deployment[]>();
  for (const entry of source.find('model_list')?.maps ?? []) {
    const deployment = readDeployment(entry, outline);
    if (deployment) groups.set(deployment.group, [...(groups.get(deployment.group) ?? []), deployment]);
  }
  return groups;
}

/** A group's targets: a tier for each `order`. */
export function tiersOf(deployments: readonly Deployment[], strategy: unknown): TierDraft[] {
  const orders = [...new Set(deployments.map(({ order }) => order))].sort((a, b) => a - b);
  return orders.map((order) =>
    tierOf(
      deployments.filter((each) => each.order === order).map(({ target }) => target),
      strategy,
    ),
  );
}

/** Between one target and nothing there is no choice, so it needs no strategy. */
export function tierOf(given: readonly TargetDraft[], strategy: unknown): TierDraft {
  const targets = merged(given);
  return { ...(strategy !== undefined && targets.length > 1 && { strategy }), targets };
}

/** The same target twice is one with the weight of both. */
function merged(targets: readonly TargetDraft[]): TargetDraft[] {
  const byName = new Map<string, TargetDraft>();
  for (const target of targets) {
    const first = byName.get(target.target);
    const weight = (first?.weight ?? 1) + (target.weight ?? 1);
    byName.set(target.target, first ? { ...first, weight } : target);
  }
  return [...byName.values()];
}

export function routeOf(
  name: string,
  group: string,
  deployments: readonly Deployment[],
  tiers: TierDraft[],
): RouteDraft {
  const embeds = deployments.every((each) => each.embeds);
  const total = longest(deployments.map(({ timeoutSeconds }) => timeoutSeconds));
  const firstToken = longest(deployments.map(({ streamTimeoutSeconds }) => streamTimeoutSeconds));
  const timeouts = {
    ...(firstToken !== undefined && { first_token: `${firstToken}s` }),
    ...(total !== undefined && { total: `${total}s` }),
  };
  return {
    name,
    match: { model: group, ...(embeds && { endpoint: 'embeddings' }) },
    tiers,
    ...(Object.keys(timeouts).length > 0 && { timeouts }),
  };
}

function longest(seconds: readonly (number | undefined)[]): number | undefined {
  const known = seconds.filter((each) => each !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}
