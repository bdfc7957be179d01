import type { Findings } from '../document/findings.js';
import { compileMatcher } from '../matcher.js';
import type { RouteDefaults, RoutePlan } from '../plan/index.js';
import type { RouteSyntax } from '../syntax/route.js';
import { mergeFailover } from './failover.js';
import type { HealthProfiles } from './health-profiles.js';
import { mergeMaps } from './merge-maps.js';
import type { ExtrasCompiler } from './extras.js';
import { mergePanic } from './panic.js';
import type { PoolCompiler } from './pools.js';
import type { TierCompiler } from './tiers.js';

/** Makes routes, filling in the defaults. */
export class RouteCompiler {
  readonly #names = new Map<string, RouteSyntax>();

  constructor(
    private readonly defaults: RouteDefaults,
    private readonly profiles: HealthProfiles,
    private readonly pools: PoolCompiler,
    private readonly tiers: TierCompiler,
    private readonly extras: ExtrasCompiler,
    private readonly findings: Findings,
  ) {}

  /** The route; undefined when something it cannot be without is missing, which was reported. */
  compile(route: RouteSyntax): RoutePlan | undefined {
    const { name, match, baseline, place } = route;
    this.#checkName(route);
    if (baseline) this.pools.checkProvider(baseline);
    const health = this.#healthOf(route);
    const tiers = this.tiers.compile(route, health);
    const extras = this.extras.compile(route, tiers, health);
    if (!name || !match) return undefined;
    return {
      name: name.value,
      match: compileMatcher(match),
      tiers,
      timeouts: mergeMaps(this.defaults.timeouts, route.timeouts),
      failover: mergeFailover(this.defaults.failover, route.failover),
      panic: mergePanic(this.defaults.panic, route.panic, this.findings),
      critical: route.critical ?? !route.reject,
      ...extras,
      ...(route.require && { require: route.require.value }),
      ...(baseline && { baseline: baseline.value.id }),
      line: place.line,
    };
  }

  #checkName(route: RouteSyntax): void {
    if (!route.name) return;
    const first = this.#names.get(route.name.value);
    if (first) {
      const message = `the route on line ${first.place.line} is named "${route.name.value}" too`;
      this.findings.error(
        route.name.place,
        'duplicate-name',
        message,
        'rename one: headers and metrics tell routes by name',
      );
    } else this.#names.set(route.name.value, route);
  }

  #healthOf({ health, tiers }: RouteSyntax): RouteDefaults['health'] {
    if (!health) return this.defaults.health;
    if (tiers.length > 0 && tiers.every(({ targets }) => !targets)) {
      const message = '"health" has no effect: every tier of this route uses a named pool';
      this.findings.error(health.place, 'misplaced-key', message, 'put it on the pool');
    }
    return this.profiles.find(health) ?? this.defaults.health;
  }
}
