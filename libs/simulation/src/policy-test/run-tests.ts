import { brokenBy, applies } from './invariants.js';
import { Coverage } from './coverage.js';
import { unmet, type Found } from './expectations.js';
import { playTest } from './play-test.js';
import type { SuiteResult, TestResult } from './result.js';
import { routeHints } from '../stage/route-hints.js';
import type { Asked } from '../stage/asked.js';
import type { Stage } from '../stage/stage.js';
import { sweep, type Excursion } from './sweep.js';
import type { InvariantSyntax, TestFileSyntax } from './syntax/test-file.js';
import type { TestWorld } from './test-world.js';

export interface SuiteToRun {
  /** As results shall name it. */
  readonly file: string;
  readonly tests: TestFileSyntax;
  readonly stage: Stage;
  /** Of the policy: where requests are made up, its conditions say what they may be about. */
  readonly policyText: string;
}

/** Plays every test of a file, each in a world of its own. */
export async function runTests({ file, tests: syntax, stage, policyText }: SuiteToRun): Promise<SuiteResult> {
  const { seed = 1, start, tests, coverage: asked } = syntax;
  const world: TestWorld = { stage, hints: routeHints(policyText), seed, start };
  const invariants = (syntax.invariants ?? []).map(({ value }) => value);
  const coverage = new Coverage(stage.plan);
  const results: TestResult[] = [];
  for (const { value: test, place } of tests) {
    const run = await playTest(world, test);
    coverage.test(run.requests);
    const found = [...unmet(test.expect ?? {}, run), ...broken(invariants, stage, run.requests)];
    results.push(resultOf(test.name, place.line, run.requests, found));
  }
  const swept = invariants.length === 0 ? [] : await sweepFor(world, invariants, coverage);
  const reached = coverage.result(asked);
  const passed = reached.passed && [...results, ...swept].every((result) => result.passed);
  return { file, version: stage.plan.version, seed, passed, tests: results, sweep: swept, coverage: reached };
}

function broken(invariants: readonly InvariantSyntax[], stage: Stage, requests: readonly Asked[]): Found[] {
  return invariants
    .map((invariant) => brokenBy(invariant, stage, requests))
    .filter((found) => found !== undefined);
}

/** Only a place where an invariant says something counts as reached: without one nothing is checked there. */
async function sweepFor(
  world: TestWorld,
  invariants: readonly InvariantSyntax[],
  coverage: Coverage,
): Promise<TestResult[]> {
  const { stage } = world;
  const excursions = await sweep(world, coverage, (asked) =>
    invariants.some((invariant) => applies(invariant, stage, asked)),
  );
  return excursions.flatMap(({ name, line, asked }: Excursion) => {
    const found = broken(invariants, stage, [asked]);
    return found.length === 0 ? [] : [resultOf(name, line, [asked], found)];
  });
}

function resultOf(
  name: string,
  line: number,
  requests: readonly Asked[],
  found: readonly Found[],
): TestResult {
  const shown =
    found.find(({ run }) => run !== undefined)?.run ?? (requests.length === 1 ? requests[0] : undefined);
  return {
    name,
    line,
    passed: found.length === 0,
    requests: requests.length,
    failures: found.map(({ failure }) => failure),
    ...(found.length > 0 && shown?.decided && { explanation: shown.decided }),
  };
}
