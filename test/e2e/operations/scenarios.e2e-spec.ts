import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureBuilt, REPOSITORY } from '../../support/build.js';

/**
 * What small pieces of a request's way allocate, bytes each time. Counted, and compiled in step with the program, so that it depends
 * neither on how busy the machine is nor on chance. Whoever changes one on purpose changes its figure here: the script prints them.
 */
const RECORDED: Readonly<Record<string, number>> = {
  scanner: 1520,
  verdict: 2730,
  event: 1190,
  likeEvent: 274,
  translation: 13_800,
  decision: 6840,
};
const SCRIPT = join(REPOSITORY, 'test/support/count-scenarios.mjs');
const COUNTING = [
  '--no-concurrent-recompilation',
  '--expose-gc',
  '--min-semi-space-size=128',
  '--max-semi-space-size=128',
];

let counted: Readonly<Record<string, number>>;
beforeAll(async () => {
  await ensureBuilt();
  const { stdout } = await promisify(execFile)(process.execPath, [...COUNTING, SCRIPT]);
  counted = JSON.parse(stdout) as typeof counted;
}, 180_000);

it('each scenario has its figure', () => {
  expect(Object.keys(counted)).toEqual(Object.keys(RECORDED));
});

it.each(Object.entries(RECORDED))('%s allocates about %i bytes', (name, recorded) => {
  expect(counted[name]).toBeGreaterThan(recorded * 0.9);
  expect(counted[name]).toBeLessThan(recorded * 1.1);
});
