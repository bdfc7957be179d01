import type { DecidedExchange } from '@fairlead/engine';
import type { TargetId } from '@fairlead/plugin-sdk';
import type { PolicySources, RoutePlan, TierPlan } from '@fairlead/policy';
import type { RecordedCandidate } from '@fairlead/routing';
import type { ExplainedTier } from './explanation.js';
import { placeOf } from './settings.js';

export interface TiersQuestion {
  readonly route: RoutePlan;
  readonly steps: DecidedExchange['steps'];
  readonly sources: PolicySources | undefined;
  readonly costNanoUsd: (id: TargetId) => number | undefined;
  /** For a tier that no decision has looked at; undefined: nothing can be said of it. */
  readonly survey: (tier: TierPlan) => readonly RecordedCandidate[] | undefined;
}

/** Every tier of the route with its candidates, as the first decision that looked at it saw them. */
export function explainedTiers({ route, steps, ...question }: TiersQuestion): ExplainedTier[] {
  const { sources, costNanoUsd, survey } = question;
  return route.tiers.map((tier) => {
    const { name, onlyViaRule, pool } = tier;
    const seen = steps
      .map(({ record }) => record.candidates.filter((candidate) => candidate.tier === name))
      .find(({ length }) => length > 0);
    const candidates = (seen ?? survey(tier) ?? []).map(({ tier: _, ...candidate }) => {
      const cost = costNanoUsd(candidate.id);
      const at =
        placeOf(sources, ['routes', route.name, 'tiers', name, 'targets', candidate.id]) ??
        placeOf(sources, ['pools', pool.id, 'targets', candidate.id]);
      return {
        ...candidate,
        ...(cost !== undefined && { costNanoUsd: cost }),
        ...(at !== undefined && { at }),
      };
    });
    return { name, strategy: pool.strategy.type, onlyViaRule, candidates };
  });
}
