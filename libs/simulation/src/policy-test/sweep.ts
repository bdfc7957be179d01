import type { FaultClass, TargetId } from '@fairlead/plugin-sdk';
import type { RoutePlan, TierPlan } from '@fairlead/policy';
import type { Asked } from '../stage/asked.js';
import type { Encounter } from '../stage/encounter.js';
import { Rehearsal } from '../stage/rehearsal.js';
import { PLAIN_REQUEST, type RehearsedRequest } from '../stage/rehearsed-request.js';
import { requestFor } from '../stage/request-for.js';
import type { Coverage } from './coverage.js';
import type { TestWorld } from './test-world.js';

const WELL: Encounter = { firstTokenMs: 500, perTokenMs: 10 };
/** What `any` stands for: a fault that no other rule is more likely to name. */
const ANY_FAULT: FaultClass = 'server_error';

/** One request to a place where no test has been. */
export interface Excursion {
  readonly name: string;
  readonly line: number;
  readonly asked: Asked;
}

/**
 * Goes where no test has been: by every route, to every tier with those above it out of service, and through every
 * rule with its fault on the first attempt. So invariants are checked everywhere, and not only where someone thought
 * of looking.
 *
 * @param isChecked whether there is an invariant for the request: a place where nothing is checked is not reached
 */
export async function sweep(
  world: TestWorld,
  coverage: Coverage,
  isChecked: (asked: Asked) => boolean,
): Promise<Excursion[]> {
  const excursions: Excursion[] = [];
  for (const route of world.stage.plan.routes) {
    const request = requestFor(world.stage, route.name, PLAIN_REQUEST, world.hints.get(route.name));
    if (request === undefined) continue;
    const go = async (where: string, visit: Visit): Promise<void> => {
      const asked = await ask(world, request, visit);
      if (isChecked(asked)) coverage.sweep(asked);
      excursions.push({ name: `route ${route.name}${where}`, line: route.line, asked });
    };
    if (!coverage.hasRoute(route)) await go('', {});
    for (const tier of route.tiers)
      if (!tier.onlyViaRule && !coverage.hasTier(route, tier.name))
        await go(`, tier ${tier.name}`, { without: targetsAbove(route, tier) });
    for (const rule of route.failover.rules.keys())
      if (!coverage.hasRule(route, rule))
        await go(`, rule ${rule}`, { fault: rule === 'any' ? ANY_FAULT : rule });
  }
  return excursions;
}

interface Visit {
  readonly without?: readonly TargetId[];
  readonly fault?: FaultClass;
}

async function ask(
  world: TestWorld,
  request: RehearsedRequest,
  { without = [], fault }: Visit,
): Promise<Asked> {
  const failing = fault && { fault, failAfterMs: 50 };
  const rehearsal = new Rehearsal({
    ...world,
    script: { meet: ({ attempt }) => (attempt === 1 && failing ? failing : WELL), explains: () => true },
  });
  for (const id of without) rehearsal.health.setAdmin(id, 'disabled');
  const asked = rehearsal.ask(request);
  await rehearsal.finish();
  return asked;
}

/** Those of the tiers above that are not also in this one. */
function targetsAbove({ tiers }: RoutePlan, tier: TierPlan): TargetId[] {
  const own = new Set(tier.pool.targets.map(({ id }) => id));
  const above = tiers.slice(0, tiers.indexOf(tier)).flatMap(({ pool }) => pool.targets.map(({ id }) => id));
  return above.filter((id) => !own.has(id));
}
