import { giveState, type GivenTarget } from '../stage/given-state.js';
import type { Rehearsal } from '../stage/rehearsal.js';
import type { TestSyntax } from './syntax/test-file.js';

/** Puts the targets into the state that the test begins with. */
export function prepare(rehearsal: Rehearsal, { given }: Pick<TestSyntax, 'given'>): void {
  const state = [...(given?.targets ?? [])].map(([id, { value }]): [string, GivenTarget] => {
    const { state: condition, forMs, quota } = value;
    return [
      id,
      {
        ...(condition && { state: condition.value }),
        ...(forMs && { forMs: forMs.value }),
        ...(quota !== undefined && { quota }),
      },
    ];
  });
  giveState(rehearsal, Object.fromEntries(state));
}
