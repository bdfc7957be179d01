import { parseDurationMs, type TargetId } from '@fairlead/plugin-sdk';
import type { CircuitState } from '@fairlead/health';
import type { Asked } from '../stage/asked.js';
import { Rehearsal } from '../stage/rehearsal.js';
import { prepare } from './prepare.js';
import { questionsOf } from './questions.js';
import type { TestSyntax } from './syntax/test-file.js';
import type { TestRun } from './test-run.js';
import { meetingsOf } from './test-script.js';
import type { TestWorld } from './test-world.js';

/** Of so many requests it is kept how they were decided: nobody reads thousands. */
const EXPLAINED_REQUESTS = 100;

/** Plays one test in a world of its own, to the end of its last request. */
export async function playTest(world: TestWorld, test: TestSyntax): Promise<TestRun> {
  const explains = ({ id }: Asked): boolean => Number(id) <= EXPLAINED_REQUESTS;
  const rehearsal = new Rehearsal({ ...world, script: { meet: meetingsOf(test), explains } });
  const { clock, health } = rehearsal;
  prepare(rehearsal, test);

  const ids = [...world.stage.targets.keys()];
  const circuits = (): Map<TargetId, CircuitState> =>
    new Map(ids.map((id) => [id, health.standing(id).circuit]));
  const moments = new Map<string, Map<TargetId, CircuitState>>();
  for (const moment of test.expect?.at?.keys() ?? [])
    clock.after(parseDurationMs(moment)!, () => moments.set(moment, circuits()));

  const { request, count, everyMs, forMs } = questionsOf(test, world);
  const requests: Asked[] = [];
  for (let turn = 0; turn < count; turn++)
    clock.after(turn * everyMs, () => requests.push(rehearsal.ask(request)));
  await clock.play(forMs);
  const ejections = new Map(ids.map((id) => [id, health.ejections(id)]));
  await rehearsal.finish();
  const ejected = [...circuits()].filter(([, state]) => state === 'ejected').map(([id]) => id);
  return { requests, moments, ejected, ejections };
}
