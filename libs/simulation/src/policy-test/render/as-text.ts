import type { CoverageResult, Reached, SuiteResult, TestResult } from '../result.js';
import { percentText } from '../../format/figures.js';
import { explanationLines } from './explanation.js';

/** A result for people: a line for each test, and all about those that failed. */
export function testsAsText(result: SuiteResult): string {
  const { file, version, seed, tests, sweep, coverage } = result;
  const failed = [...tests, ...sweep].filter(({ passed }) => !passed).length;
  const lines = [
    `${file}: policy ${version}, seed ${seed}`,
    ...tests.flatMap((test) => testLines(test, file)),
    ...sweep.flatMap((test) => testLines({ ...test, name: `beyond the tests: ${test.name}` }, undefined)),
    ...coverageLines(coverage),
    `${tests.length} tests, ${failed === 0 ? 'all passed' : `${failed} failed`}${coverage.passed ? '' : ', coverage too low'}`,
  ];
  return lines.join('\n');
}

function testLines(test: TestResult, file: string | undefined): string[] {
  const { name, passed, line, failures, explanation } = test;
  if (passed) return [`  ok    ${name}`];
  return [
    `  FAIL  ${name}${file === undefined ? '' : `  (${file}:${line})`}`,
    ...failures.map(
      ({ what, expected, actual }) => `          ${what}: expected ${expected}, found ${actual}`,
    ),
    ...(explanation ? explanationLines(explanation).map((text) => `          | ${text}`) : []),
  ];
}

function coverageLines({ routes, tiers, rules }: CoverageResult): string[] {
  return (
    [
      ['routes', routes],
      ['tiers', tiers],
      ['rules', rules],
    ] as const
  ).map(([kind, reached]) => `  coverage of ${kind}: ${reachedText(reached)}`);
}

function reachedText({ reached, of, missing, swept, required }: Reached): string {
  const parts = [of === 0 ? 'there are none' : `${percentText(reached / of)} (${reached} of ${of})`];
  if (required !== undefined && reached < required * of)
    parts.push(`below the ${percentText(required)} required`);
  if (swept.length > 0) parts.push(`only for invariants: ${swept.join(', ')}`);
  if (missing.length > 0) parts.push(`not reached: ${missing.join(', ')}`);
  return parts.join('; ');
}
