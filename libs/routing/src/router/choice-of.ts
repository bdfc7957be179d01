import type { Candidate } from '@fairlead/plugin-sdk';
import type { RoutePlan } from '@fairlead/policy';
import type { Choice } from './decision.js';
import type { Found, Survey } from './survey.js';

export function choiceOf(
  { name: route }: RoutePlan,
  { tier }: Survey,
  { target, info }: Found,
  candidate: Candidate,
  panic: boolean,
): Choice {
  return { route, tier, target, info, candidate, panic };
}
