import { longAction, longPanic, longStrategy, longTarget, type Inherited } from './long-forms.js';
import { emptyMap, held, mapped, mergedNodes, withEntries, withoutEntries } from './sourced-edits.js';
import { sourcedValue, type Sourced, type SourcedMap } from './sourced.js';

/** Keys of a route whose maps lie on those of `defaults`. */
const INHERITED = ['timeouts', 'failover', 'panic', 'affinity', 'hedge'] as const;

/** A route with tiers of full targets, and with what it takes from the defaults. */
export function effectiveRoute(route: SourcedMap, inherited: Inherited): Sourced {
  const tiers = tiersOf(route);
  if (!tiers) return effectiveRefusal(route);
  const { defaults } = inherited;
  const own = withEntries(route, { panic: longPanic(held(route, 'panic')) });
  const merged = INHERITED.map((key) => [key, mergedNodes(held(defaults, key), held(own, key))] as const);
  const hasTargets = tiers.kind === 'list' && tiers.items.some((tier) => held(tier, 'targets'));
  const whole = withEntries(withoutEntries(route, 'pool', 'targets', 'strategy'), {
    ...Object.fromEntries(merged),
    shadow: mapped(held(route, 'shadow'), longShadow),
    tiers: named(mapped(tiers, (tier) => effectiveTier(tier as SourcedMap, inherited))),
    ...(hasTargets && { health: held(route, 'health') ?? held(defaults, 'health') }),
  });
  return withEntries(whole, { failover: withActions(held(whole, 'failover') as SourcedMap) });
}

/** A route that rejects needs nobody. */
function effectiveRefusal(route: SourcedMap): Sourced {
  return withEntries(route, { critical: held(route, 'critical') ?? sourcedValue(false, 'built-in') });
}

function longShadow(shadow: Sourced): Sourced {
  const target = held(shadow, 'target');
  return target ? withEntries(shadow as SourcedMap, { target: longTarget(target) }) : shadow;
}

/** `pool` or `targets` on a route are its only tier; undefined: it rejects. */
function tiersOf(route: SourcedMap): Sourced | undefined {
  const own = { pool: held(route, 'pool'), targets: held(route, 'targets') };
  if (!own.pool && !own.targets) return held(route, 'tiers');
  const { source } = own.pool ?? own.targets!;
  const tier = withEntries({ ...emptyMap(), source }, { ...own, strategy: held(route, 'strategy') });
  return { kind: 'list', source, items: [tier] };
}

function effectiveTier(tier: SourcedMap, { strategy }: Inherited): Sourced {
  if (!held(tier, 'targets')) return tier;
  const own = held(tier, 'strategy');
  return withEntries(tier, {
    strategy: own ? longStrategy(own) : strategy,
    targets: mapped(held(tier, 'targets'), longTarget),
  });
}

function named(tiers: Sourced): Sourced {
  if (tiers.kind !== 'list') return tiers;
  const items = tiers.items.map((tier, index) => {
    const name = held(tier, 'name') ?? sourcedValue(`tier-${index + 1}`, 'built-in');
    const rest = withoutEntries(tier as SourcedMap, 'name');
    return { ...rest, entries: new Map([['name', name], ...rest.entries]) };
  });
  return { ...tiers, items };
}

function withActions(failover: SourcedMap): Sourced {
  return withEntries(failover, { rules: mapped(held(failover, 'rules'), longAction) });
}
