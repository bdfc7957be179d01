import type { Generation } from '@fairlead/engine';
import type { RouteGauge } from '@fairlead/telemetry';
import { routeReadiness } from '../health/route-readiness.js';

/** Every route that has targets, as it is at this moment, for a scrape. */
export function routeGauges({ plan, health }: Generation): RouteGauge[] {
  return plan.routes
    .filter(({ tiers }) => tiers.length > 0)
    .map((route) => ({ route: route.name, availableTargets: routeReadiness(route, health).available }));
}
