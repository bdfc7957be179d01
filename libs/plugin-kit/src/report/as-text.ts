import type { CaseResult, KitReport } from '@fairlead/plugin-sdk/testing';

const MARKS: Readonly<Record<CaseResult['outcome'], string>> = {
  passed: 'passed',
  failed: 'FAILED',
  not_claimed: '–',
};

/** A report for people: a line for each case, and why where there is a why. */
export function asText({ reference, name, version, problems, subjects, passed }: KitReport): string {
  const lines = [`${name ?? reference}${version === undefined ? '' : ` ${version}`}`];
  for (const { code, message } of problems) lines.push(`  ${code} ${message}`);
  for (const { kind, name: subject, cases } of subjects) {
    lines.push('', `${kind} ${subject}`);
    for (const { code, title, outcome, why } of cases) {
      lines.push(`  ${MARKS[outcome].padEnd(7)} ${code.padEnd(30)} ${title}`);
      if (why !== undefined) lines.push(`${' '.repeat(10)}${outcome === 'failed' ? '→ ' : ''}${why}`);
    }
  }
  return [
    ...lines,
    '',
    `${tally(subjects.flatMap(({ cases }) => cases))}${passed ? '' : ': not conformant'}`,
  ].join('\n');
}

function tally(cases: readonly CaseResult[]): string {
  const count = (outcome: CaseResult['outcome']): number =>
    cases.filter((each) => each.outcome === outcome).length;
  return `${count('passed')} passed, ${count('failed')} failed, ${count('not_claimed')} not claimed`;
}
