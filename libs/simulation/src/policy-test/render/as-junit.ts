import type { Failure, SuiteResult, TestResult } from '../result.js';
import { explanationLines } from './explanation.js';

/** JUnit XML, as CI systems read it: a suite for each file. */
export function testsAsJUnit(results: readonly SuiteResult[]): string {
  const suites = results.map((result) => ({ file: result.file, cases: casesOf(result) }));
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${all.length}" failures="${all.filter(failed).length}">`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
    '',
  ].join('\n');
}

type Case = Pick<TestResult, 'name' | 'failures' | 'explanation'>;

const failed = ({ failures }: Case): boolean => failures.length > 0;

function casesOf({ tests, sweep, coverage }: SuiteResult): Case[] {
  const short = Object.entries(coverage).flatMap(([kind, reached]): Failure[] => {
    if (typeof reached === 'boolean' || reached.reached >= (reached.required ?? 0) * reached.of) return [];
    const missing = reached.missing.join(', ');
    return [
      { what: `coverage of ${kind}`, expected: `${reached.required! * 100}%`, actual: `without ${missing}` },
    ];
  });
  return [
    ...tests,
    ...sweep.map((test) => ({ ...test, name: `beyond the tests: ${test.name}` })),
    { name: 'coverage', failures: coverage.passed ? [] : short },
  ];
}

function suiteLines({ file, cases }: { file: string; cases: readonly Case[] }): string[] {
  const counts = `tests="${cases.length}" failures="${cases.filter(failed).length}" errors="0"`;
  return [
    `  <testsuite name="${escape(file)}" ${counts}>`,
    ...cases.flatMap((each) => caseLines(each, file)),
    '  </testsuite>',
  ];
}

function caseLines({ name, failures, explanation }: Case, file: string): string[] {
  const open = `    <testcase classname="${escape(file)}" name="${escape(name)}"`;
  if (failures.length === 0) return [`${open}/>`];
  const texts = failures.map(
    ({ what, expected, actual }) => `${what}: expected ${expected}, found ${actual}`,
  );
  const body = [...texts, ...(explanation ? explanationLines(explanation) : [])].join('\n');
  return [
    `${open}>`,
    `      <failure message="${escape(texts[0]!)}">${escape(body)}</failure>`,
    '    </testcase>',
  ];
}

function escape(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  // XML 1.0 has no way to write most control characters.
  return text
    .replace(/\p{Cc}/gu, (sign) => ('\t\n\r'.includes(sign) ? sign : '\ufffd'))
    .replace(/[&<>"]/g, (sign) => entities[sign]!);
}
