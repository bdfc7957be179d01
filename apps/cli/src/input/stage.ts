import { openStage, stageOf, type Stage } from '@fairlead/simulation';
import { strategiesByName } from '@fairlead/routing';
import { stillClock } from '../still-clock.js';
import type { Estate } from './estate.js';

/**
 * What a policy is rehearsed on: its configuration, or a world in which every provider that it names is there.
 *
 * @param at the day whose prices hold
 */
export function stageFor({ plan, deployment }: Estate, at: Date): Stage | undefined {
  if (deployment) return stageOf(deployment);
  return plan && openStage(plan, strategiesByName(), stillClock(at));
}
