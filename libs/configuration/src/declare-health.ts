import type { TargetId } from '@fairlead/plugin-sdk';
import type { Health } from '@fairlead/health';
import type { HealthProfile, Plan } from '@fairlead/policy';
import type { ConfiguredProvider } from '@fairlead/plugin-host';
import type { TargetInfo } from '@fairlead/routing';

/** What health is told of a configuration. */
export interface HealthSubjects {
  readonly plan: Plan;
  readonly targets: ReadonlyMap<TargetId, TargetInfo>;
  readonly instances: ReadonlyMap<string, ProbedInstance>;
}

/** A provider, as far as its probes go. */
export type ProbedInstance = Pick<ConfiguredProvider, 'name' | 'credentialKey' | 'probeable' | 'unset'>;

/**
 * Tells health of every target and every probe of a configuration. What was learned under the same identity is kept.
 *
 * @param known the targets so far, on a reload: a newcomer beside one that is well begins with a small share
 */
export function declareHealth(
  { plan, targets, instances }: HealthSubjects,
  health: Health,
  known: ReadonlySet<TargetId> | undefined,
): void {
  const profiles = new Map<TargetId, HealthProfile>();
  for (const pool of plan.pools.values()) {
    // A target in two pools goes by the profile of the first.
    for (const { id } of pool.targets) if (!profiles.has(id)) profiles.set(id, pool.health);
  }
  const newcomers = known && coldTargets(plan, health, known);
  for (const [id, { scopes, unconfigured }] of targets) {
    const coldStart = newcomers?.has(id) ?? false;
    health.declare(id, scopes, profiles.get(id) ?? plan.defaults.health, { coldStart });
    if (unconfigured !== undefined) health.setUnconfigured(id, unconfigured);
  }
  for (const instance of instances.values()) announceProbe(instance, targets, profiles, health);
}

/** New targets of pools in which another one is well already. */
function coldTargets(plan: Plan, health: Health, known: ReadonlySet<TargetId>): ReadonlySet<TargetId> {
  const isWell = (id: TargetId): boolean => known.has(id) && health.standing(id).obstacle === undefined;
  const pools = [...plan.pools.values()].map(({ targets }) => targets.map(({ id }) => id));
  return new Set(
    pools.filter((ids) => ids.some(isWell)).flatMap((ids) => ids.filter((id) => !known.has(id))),
  );
}

function announceProbe(
  instance: ProbedInstance,
  targets: ReadonlyMap<TargetId, TargetInfo>,
  profiles: ReadonlyMap<TargetId, HealthProfile>,
  health: Health,
): void {
  const own = [...targets.values()].filter(({ scopes }) => scopes.credential === instance.credentialKey);
  const first = own.find(({ id }) => profiles.has(id));
  if (first === undefined || !instance.probeable || instance.unset.length > 0) {
    for (const { id } of own) health.probes.withdraw(id);
    return;
  }
  const { active } = profiles.get(first.id)!;
  if (active.probe === 'none') return;
  const { endpoint, credential } = first.scopes;
  health.probes.announce({
    key: instance.name,
    credential,
    endpoint,
    targets: own.map(({ id }) => id),
    active,
  });
}
