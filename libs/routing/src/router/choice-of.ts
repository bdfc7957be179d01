import type { Candidate } from '@fairlead/plugin-sdk';
import type { RoutePlan } from '@fairlead/policy';
import type { AttemptHistory, Choice } from './decision.js';
import type { Found, Survey } from './survey.js';

export function choiceOf(
  { name: route, affinity }: RoutePlan,
  { tier }: Survey,
  { target, info }: Found,
  candidate: Candidate,
  { affinityKey }: AttemptHistory,
  panic = false,
): Choice {
  const key = affinity === undefined ? undefined : affinityKey;
  return { route, tier, target, info, candidate, panic, affinityKey: key };
}
