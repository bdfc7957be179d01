import type { RouteDraft, TierDraft } from '../outline/outline.js';
import type { Setting } from '../source/source-map.js';
import { tierOf } from './groups.js';
import type { RouterSettings } from './router-settings.js';

/** What fallbacks lead to. */
interface Fallbacks {
  readonly tiersOf: (group: string) => readonly TierDraft[] | undefined;
  readonly strategy: unknown;
}

/** Lists of `{ group: [other groups] }`: further tiers, or tiers that only a rule leads to. */
export function addFallbacks(
  route: RouteDraft,
  group: string,
  settings: RouterSettings,
  fallbacks: Fallbacks,
): void {
  const open =
    named(settings.find('fallbacks'), group) ?? defaults(settings.find('default_fallbacks'), group);
  for (const tier of tiersFor(open, fallbacks.tiersOf)) route.tiers.push(tier);
  addRule(
    route,
    'context_length',
    'larger-context',
    named(settings.find('context_window_fallbacks'), group),
    fallbacks,
  );
  addRule(
    route,
    'content_filter',
    'other-filter',
    named(settings.find('content_policy_fallbacks'), group),
    fallbacks,
  );
}

function addRule(
  route: RouteDraft,
  fault: string,
  name: string,
  groups: readonly string[] | undefined,
  { tiersOf, strategy }: Fallbacks,
): void {
  const tiers = tiersFor(groups, tiersOf);
  if (tiers.length === 0) return;
  // A rule leads to one tier; what stands behind it in the list is tried there too.
  const targets = new Map(tiers.flatMap((tier) => tier.targets).map((target) => [target.target, target]));
  route.tiers.push({ name, ...tierOf([...targets.values()], strategy), only_via_rule: true });
  const failover = (route['failover'] ?? {}) as { rules?: Record<string, unknown> };
  route['failover'] = { ...failover, rules: { ...failover.rules, [fault]: { to: name } } };
}

function tiersFor(groups: readonly string[] | undefined, tiersOf: Fallbacks['tiersOf']): TierDraft[] {
  return (groups ?? []).flatMap((group) => tiersOf(group) ?? []).map((tier) => ({ ...tier }));
}

/** The other groups that a list names for this one. */
function named(setting: Setting | undefined, group: string): readonly string[] | undefined {
  for (const entry of setting?.maps ?? []) {
    const found = entry.find(group) ?? entry.find('*');
    if (found) return found.exact('tiers, in order').texts;
  }
  return undefined;
}

function defaults(setting: Setting | undefined, group: string): readonly string[] | undefined {
  return setting?.exact('tiers at the end of every route').texts.filter((each) => each !== group);
}
