import { compilePolicy, Findings, formatProblem } from '@fairlead/policy';
import { strategiesByName } from '@fairlead/routing';
import type { RehearsalProblemCode } from '../problem-codes.js';
import { checkTestFile } from '../policy-test/check-test-file.js';
import { readTestFile } from '../policy-test/read-test-file.js';
import type { SuiteResult } from '../policy-test/result.js';
import { runTests } from '../policy-test/run-tests.js';
import { openStage, type Stage } from '../stage/stage.js';

const NEW_YEAR = new Date('2026-01-01T00:00:00Z');

/** A stage for a policy without a configuration. @throws Error with the policy's problems */
export function stageFor(policyText: string): Stage {
  const strategies = strategiesByName();
  const { plan, problems } = compilePolicy(policyText, 'policy.yaml', { strategies });
  if (plan === undefined) throw new Error(problems.map(formatProblem).join('\n'));
  return openStage(plan, strategies, { wall: () => NEW_YEAR });
}

/** The problems of a file of tests, one line each, without hints. */
export function problemsOf(policyText: string, testText: string): string[] {
  const findings = new Findings<RehearsalProblemCode>('t.yaml');
  const tests = readTestFile(testText, findings);
  if (tests) checkTestFile(tests, stageFor(policyText), policyText, findings);
  return findings.problems().map((problem) => formatProblem(problem));
}

/** Plays a file of tests. @throws Error with its problems */
export function runText(policyText: string, testText: string): Promise<SuiteResult> {
  const findings = new Findings<RehearsalProblemCode>('t.yaml');
  const tests = readTestFile(testText, findings);
  if (tests === undefined || findings.failed)
    throw new Error(findings.problems().map(formatProblem).join('\n'));
  return runTests({ file: 't.yaml', tests, stage: stageFor(policyText), policyText });
}
