import { matchesPattern } from '@fairlead/policy';
import { matchFactsOf } from '../stage/route-of.js';
import type { Stage } from '../stage/stage.js';
import { attemptsOf, type Asked } from '../stage/asked.js';
import type { Failure } from './result.js';
import type { InvariantSyntax } from './syntax/test-file.js';

/** Of fewer requests, a ratio says nothing: one that is tried twice would be a ratio of 2. */
const MIN_FOR_RATIO = 20;

/** Whether the invariant says anything about the request. */
export function applies({ when }: InvariantSyntax, stage: Stage, run: Asked): boolean {
  return when === undefined || when.evaluate(matchFactsOf(stage, run.request));
}

/** Where the invariant does not hold; the first place is enough. */
export function brokenBy(
  invariant: InvariantSyntax,
  stage: Stage,
  runs: readonly Asked[],
): { readonly failure: Failure; readonly run: Asked } | undefined {
  const concerned = runs.filter((run) => applies(invariant, stage, run));
  for (const run of concerned) {
    const failure = brokenByOne(invariant, run);
    if (failure !== undefined) return { failure: named(invariant, failure), run };
  }
  const { amplificationMax } = invariant;
  if (amplificationMax === undefined || concerned.length < MIN_FOR_RATIO) return undefined;
  const ratio = concerned.reduce((sum, run) => sum + attemptsOf(run).length, 0) / concerned.length;
  if (ratio <= amplificationMax) return undefined;
  const failure = { expected: `at most ${amplificationMax} attempts a request`, actual: ratio.toFixed(2) };
  return { failure: named(invariant, failure), run: concerned[0]! };
}

function brokenByOne(invariant: InvariantSyntax, run: Asked): Omit<Failure, 'what'> | undefined {
  const { targetsSubsetOf, targetsNoneOf, attemptsMax } = invariant;
  const fits = (patterns: readonly string[], target: string): boolean =>
    patterns.some((pattern) => matchesPattern(pattern, target));
  for (const { target } of run.calls) {
    if (targetsSubsetOf !== undefined && !fits(targetsSubsetOf, target))
      return { expected: `only ${targetsSubsetOf.join(', ')}`, actual: `${target} was called` };
    if (targetsNoneOf !== undefined && fits(targetsNoneOf, target))
      return { expected: `never ${targetsNoneOf.join(', ')}`, actual: `${target} was called` };
  }
  const attempts = attemptsOf(run).length;
  if (attemptsMax === undefined || attempts <= attemptsMax) return undefined;
  return { expected: `at most ${attemptsMax} attempts`, actual: `${attempts} attempts` };
}

function named({ name }: InvariantSyntax, failure: Omit<Failure, 'what'>): Failure {
  return { what: `invariant "${name}"`, ...failure };
}
