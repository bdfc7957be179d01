import type { Health } from '@fairlead/health';
import type { RoutePlan } from '@fairlead/policy';

export interface RouteReadiness {
  readonly route: string;
  readonly critical: boolean;
  readonly ready: boolean;
  /** Targets that can take a request now. */
  readonly available: number;
  /** None is available, but some may be tried all the same. */
  readonly panic: boolean;
  /** Why each of the others cannot. */
  readonly obstacles: Readonly<Record<string, string>>;
}

/** Whether a route has a target that is available, or one that panic mode would try. */
export function routeReadiness(route: RoutePlan, health: Health): RouteReadiness {
  const obstacles: Record<string, string> = {};
  let available = 0;
  let onlyCircuit = false;
  const targets = new Set(
    route.tiers.filter((tier) => !tier.onlyViaRule).flatMap((tier) => tier.pool.targets.map(({ id }) => id)),
  );
  for (const id of targets) {
    const standing = health.standing(id);
    if (standing.obstacle === undefined) available++;
    else {
      obstacles[id] = standing.obstacle.reason;
      onlyCircuit ||= standing.onlyCircuit;
    }
  }
  const mayPanic = onlyCircuit && (route.panic.mode === 'best_effort' || targets.size === 1);
  const panic = available === 0 && mayPanic;
  return {
    route: route.name,
    critical: route.critical,
    ready: available > 0 || panic,
    available,
    panic,
    obstacles,
  };
}
