import type { Asked } from '../stage/asked.js';
import type { Failure } from './result.js';
import { percentText } from '../format/figures.js';
import { isWithin, rangeText } from './syntax/range.js';
import type { ExpectSyntax } from './syntax/test-file.js';
import type { TestRun } from './test-run.js';

/** What must hold of a test as a whole, and does not. */
export function expectedOfAll(expect: ExpectSyntax, run: TestRun): Failure[] {
  return [
    ...unmetShares(expect, run),
    ...unmetEjections(expect, run),
    ...unmetEjected(expect, run),
    ...unmetMoments(expect, run),
    ...unmetErrors(expect, run),
    ...unmetFirstToken(expect, run),
  ];
}

function unmetShares({ share }: ExpectSyntax, { requests }: TestRun): Failure[] {
  return [...(share ?? [])].flatMap(([id, { value }]) => {
    const actual = requests.filter(({ report }) => report?.target === id).length / requests.length;
    if (isWithin(actual, value)) return [];
    return [{ what: `share of ${id}`, expected: rangeText(value, percentText), actual: percentText(actual) }];
  });
}

function unmetEjections({ ejections }: ExpectSyntax, run: TestRun): Failure[] {
  return [...(ejections ?? [])].flatMap(([id, { value }]) => {
    const actual = run.ejections.get(id) ?? 0;
    return isWithin(actual, value)
      ? []
      : [{ what: `ejections of ${id}`, expected: rangeText(value), actual: String(actual) }];
  });
}

function unmetEjected({ ejected }: ExpectSyntax, run: TestRun): Failure[] {
  if (ejected === undefined) return [];
  const expected = named(ejected.map(({ value }) => value));
  const actual = named(run.ejected);
  return expected === actual ? [] : [{ what: 'ejected', expected, actual }];
}

function unmetMoments({ at }: ExpectSyntax, { moments }: TestRun): Failure[] {
  return [...(at ?? [])].flatMap(([moment, { value }]) =>
    [...(value.state ?? [])].flatMap(([id, { value: expected }]) => {
      const actual = moments.get(moment)?.get(id) ?? 'the test was over';
      return actual === expected ? [] : [{ what: `${id} at ${moment}`, expected, actual }];
    }),
  );
}

function unmetErrors({ clientErrorsMax }: ExpectSyntax, { requests }: TestRun): Failure[] {
  if (clientErrorsMax === undefined) return [];
  const failed = requests.filter(({ report }) => report?.outcome !== 'ok');
  if (failed.length <= clientErrorsMax) return [];
  const classes = [...new Set(failed.map(({ report }) => report?.outcome))].join(', ');
  return [
    {
      what: 'client_errors_max',
      expected: `at most ${clientErrorsMax}`,
      actual: `${failed.length} (${classes})`,
    },
  ];
}

function unmetFirstToken({ firstTokenP95MaxMs: maxMs }: ExpectSyntax, { requests }: TestRun): Failure[] {
  if (maxMs === undefined) return [];
  const p95Ms = requests.map(firstTokenMs).toSorted((a, b) => a - b)[Math.ceil(0.95 * requests.length) - 1]!;
  return p95Ms <= maxMs
    ? []
    : [{ what: 'first_token_p95_max', expected: `at most ${maxMs}ms`, actual: `${Math.round(p95Ms)}ms` }];
}

/** What was never answered is the slowest. */
function firstTokenMs({ report }: Asked): number {
  return report?.firstTokenMs ?? Infinity;
}

function named(ids: readonly string[]): string {
  return ids.length === 0 ? 'nobody' : ids.toSorted().join(', ');
}
