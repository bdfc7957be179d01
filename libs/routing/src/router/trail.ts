import type { Pick, Refusal, TargetId } from '@fairlead/plugin-sdk';
import type { AffinityRecord } from '../affinity/affinity-pick.js';
import type { DecisionRecord, RecordedCandidate } from './decision.js';
import type { Survey } from './survey.js';

/** One tier that was looked at. */
export interface Step {
  readonly survey: Survey;
  pick?: Pick | Refusal | undefined;
  drawn?: readonly number[] | undefined;
  /** How full it is: too full to be used while there is another. */
  spill?: string | undefined;
  affinity?: AffinityRecord;
}

/** How a decision came about. The record is written when someone reads it; most are only counted. */
export class Trail {
  readonly #route: string;
  readonly #steps: Step[] = [];

  constructor(route: string) {
    this.#route = route;
  }

  get surveys(): readonly Survey[] {
    return this.#steps.map(({ survey }) => survey);
  }

  enter(survey: Survey): Step {
    const step = { survey };
    this.#steps.push(step);
    return step;
  }

  record(reason: string, tier?: string, chosen?: TargetId): DecisionRecord {
    const candidates: RecordedCandidate[] = [];
    let draws: readonly number[] | undefined;
    let affinity: AffinityRecord | undefined;
    for (const step of this.#steps) {
      recordCandidates(step, candidates);
      if (step.drawn !== undefined) draws = draws === undefined ? step.drawn : draws.concat(step.drawn);
      affinity = step.affinity ?? affinity;
    }
    const panic = reason === 'panic' || undefined;
    return { route: this.#route, tier, candidates, chosen, panic, draws, affinity, reason };
  }
}

function recordCandidates({ survey, pick, spill }: Step, into: RecordedCandidate[]): void {
  const { candidates } = survey;
  const { name: tier, pool } = survey.tier;
  const parts = pick?.index === undefined ? undefined : pick.parts;
  for (let index = 0; index < candidates.length; index++) {
    const { id, weight } = candidates[index]!;
    const excluded = pick?.excluded?.[index] ?? (spill && `spill:${spill}`);
    const own = excluded === undefined ? weight : undefined;
    into.push({ id, tier, weight: own, parts: own === undefined ? undefined : parts?.[index], excluded });
  }
  for (let place = 0; place < pool.targets.length; place++) {
    const excluded = survey.reasonAt(place);
    if (excluded === undefined) continue;
    into.push({ id: pool.targets[place]!.id, tier, weight: undefined, parts: undefined, excluded });
  }
}
