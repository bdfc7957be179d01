import type { Failure, SuiteResult, TestResult } from '../result.js';
import { explanationLines } from './explanation.js';

/** JUnit XML, as CI systems read it. */
export function testsAsJUnit({ file, tests, sweep, coverage }: SuiteResult): string {
  const short = Object.entries(coverage).flatMap(([kind, reached]): Failure[] => {
    if (typeof reached === 'boolean' || reached.reached >= (reached.required ?? 0) * reached.of) return [];
    const missing = reached.missing.join(', ');
    return [
      { what: `coverage of ${kind}`, expected: `${reached.required! * 100}%`, actual: `without ${missing}` },
    ];
  });
  const cases: Pick<TestResult, 'name' | 'failures' | 'explanation'>[] = [
    ...tests,
    ...sweep.map((test) => ({ ...test, name: `beyond the tests: ${test.name}` })),
    { name: 'coverage', failures: coverage.passed ? [] : short },
  ];
  const failed = cases.filter(({ failures }) => failures.length > 0).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${cases.length}" failures="${failed}">`,
    `  <testsuite name="${escape(file)}" tests="${cases.length}" failures="${failed}" errors="0">`,
    ...cases.flatMap((each) => caseLines(each, file)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function caseLines(
  { name, failures, explanation }: Pick<TestResult, 'name' | 'failures' | 'explanation'>,
  file: string,
): string[] {
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
