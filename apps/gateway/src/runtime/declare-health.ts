import type { TargetId } from '@fairlead/plugin-sdk';
import type { Health } from '@fairlead/health';
import type { HealthProfile, Plan } from '@fairlead/policy';
import type { ProviderInstance } from '@fairlead/plugin-host';
import type { TargetInfo } from '@fairlead/routing';

/** Tells health of every target and every probe of a plan. What was learned under the same identity is kept. */
export function declareHealth(
  plan: Plan,
  targets: ReadonlyMap<TargetId, TargetInfo>,
  instances: ReadonlyMap<string, ProviderInstance>,
  health: Health,
): void {
  const profiles = new Map<TargetId, HealthProfile>();
  for (const pool of plan.pools.values()) {
    // A target in two pools goes by the profile of the first.
    for (const { id } of pool.targets) if (!profiles.has(id)) profiles.set(id, pool.health);
  }
  for (const [id, { scopes, unconfigured }] of targets) {
    health.declare(id, scopes, profiles.get(id) ?? plan.defaults.health);
    if (unconfigured !== undefined) health.setUnconfigured(id, unconfigured);
  }
  for (const instance of instances.values()) announceProbe(instance, targets, profiles, health);
}

function announceProbe(
  instance: ProviderInstance,
  targets: ReadonlyMap<TargetId, TargetInfo>,
  profiles: ReadonlyMap<TargetId, HealthProfile>,
  health: Health,
): void {
  const own = [...targets.values()].filter(({ scopes }) => scopes.credential === instance.credentialKey);
  const first = own.find(({ id }) => profiles.has(id));
  if (first === undefined || !instance.probeable || instance.unset.length > 0) return;
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
