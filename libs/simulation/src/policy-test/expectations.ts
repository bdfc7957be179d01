import type { Asked } from '../stage/asked.js';
import type { Failure } from './result.js';
import { expectedOfAll } from './expected-of-all.js';
import { expectedOfEach, type Check } from './expected-of-each.js';
import type { ExpectSyntax } from './syntax/test-file.js';
import type { TestRun } from './test-run.js';

/** A failure, with the request that shows it where one does. */
export interface Found {
  readonly failure: Failure;
  readonly run?: Asked | undefined;
}

/** Everything that is not as the test expects. */
export function unmet(expect: ExpectSyntax, run: TestRun): Found[] {
  const { requests } = run;
  const each = expectedOfEach(expect).flatMap((check) => unmetCheck(check, requests));
  return [...each, ...expectedOfAll(expect, run).map((failure) => ({ failure }))];
}

/** Told once, with the number of requests that it goes for. */
function unmetCheck({ what, expected, actual, holds }: Check, requests: readonly Asked[]): Found[] {
  const wrong = requests.filter((request) => !holds(request));
  const [first] = wrong;
  if (first === undefined) return [];
  const times = requests.length > 1 ? ` (${wrong.length} of ${requests.length} requests)` : '';
  return [{ failure: { what, expected, actual: `${actual(first)}${times}` }, run: first }];
}
