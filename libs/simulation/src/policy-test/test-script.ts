import type { TargetId } from '@fairlead/plugin-sdk';
import type { Arrival, Encounter } from '../stage/encounter.js';
import { encounterOf } from './behaviour.js';
import type { TestSyntax } from './syntax/test-file.js';

/** What the targets of a test do: the script of the attempts first, then what is given of the target. */
export function meetingsOf({
  given,
  script = [],
}: Pick<TestSyntax, 'given' | 'script'>): (arrival: Arrival) => Encounter {
  const well = encounterOf({});
  const steps = script.map((step) => ({
    attempt: step.attempt,
    target: step.target?.value,
    encounter: encounterOf(step),
  }));
  const targets = new Map<TargetId, { readonly usual: Encounter; readonly failureRate: number }>();
  for (const [id, { value }] of given?.targets ?? []) {
    targets.set(id, { usual: encounterOf(value), failureRate: value.failureRate ?? 1 });
  }
  return ({ target, attempt, chance }) => {
    const step = steps.find((each) => each.attempt === attempt && (each.target ?? target) === target);
    if (step !== undefined) return step.encounter;
    const known = targets.get(target);
    if (known === undefined) return well;
    return known.failureRate === 1 || chance.float() < known.failureRate ? known.usual : well;
  };
}
