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
    const draws = this.#steps.flatMap(({ drawn }) => drawn ?? []);
    const affinity = this.#steps.findLast((step) => step.affinity)?.affinity;
    return {
      route: this.#route,
      ...(tier !== undefined && { tier }),
      candidates: this.#steps.flatMap(recorded),
      ...(chosen !== undefined && { chosen }),
      ...(reason === 'panic' && { panic: true as const }),
      ...(draws.length > 0 && { draws }),
      ...(affinity && { affinity }),
      reason,
    };
  }
}

function recorded({ survey, pick, spill }: Step): RecordedCandidate[] {
  const tier = survey.tier.name;
  const parts = pick?.index === undefined ? undefined : pick.parts;
  const stood = survey.candidates.map(({ id, weight }, index): RecordedCandidate => {
    const excluded = pick?.excluded?.[index] ?? (spill && `spill:${spill}`);
    if (excluded !== undefined) return { id, tier, excluded };
    const own = parts?.[index];
    return { id, tier, weight, ...(own !== undefined && { parts: own }) };
  });
  return [
    ...stood,
    ...survey.excludedIds.map((id, index) => ({ id, tier, excluded: survey.reasons[index]! })),
  ];
}
