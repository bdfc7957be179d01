import { writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Findings, type Problem } from '@fairlead/policy';
import {
  checkTestFile,
  readTestFile,
  runTests,
  testsAsJUnit,
  testsAsText,
  type RehearsalProblemCode,
  type SuiteResult,
} from '@fairlead/simulation';
import type { Command, ExitCode, Invocation } from '../command.js';
import { textFlag } from '../flags.js';
import { ESTATE_HELP, ESTATE_OPTIONS, readEstate } from '../input/estate.js';
import { readNamedFile } from '../input/files.js';
import { stageFor } from '../input/stage.js';
import { isError, printProblems } from '../output/problems.js';
import { shortPath } from '../output/short-path.js';

/** When a rehearsal begins that says nothing else. */
const USUAL_START = new Date('2026-01-01T00:00:00Z');

export const policyTest: Command = {
  name: 'policy test',
  summary: 'Plays the tests of a policy with the real engine, on a clock of its own.',
  usage: 'FILE… [options]',
  help: [...ESTATE_HELP, ['--junit FILE', 'write the results as JUnit XML']],
  options: { ...ESTATE_OPTIONS, junit: { type: 'string' } },
  takes: { min: 1, max: Infinity },
  run: test,
};

async function test(invocation: Invocation): Promise<ExitCode> {
  const { arguments: files, flags, json, terminal } = invocation;
  const results: SuiteResult[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    const played = await play(invocation, file);
    if ('tests' in played) results.push(played);
    else problems.push(...played.problems);
  }
  if (json) terminal.print(JSON.stringify({ results, problems }, undefined, 2));
  else {
    printProblems(problems, terminal);
    for (const result of results) terminal.print(testsAsText(result));
  }
  const junit = textFlag(flags, 'junit');
  if (junit !== undefined) writeFileSync(junit, testsAsJUnit(results));
  return problems.some(isError) || results.some(({ passed }) => !passed) ? 1 : 0;
}

async function play(
  invocation: Invocation,
  file: string,
): Promise<SuiteResult | { readonly problems: readonly Problem[] }> {
  const findings = new Findings<RehearsalProblemCode>(file);
  const tests = readTestFile(readNamedFile(file), findings);
  if (tests === undefined || findings.failed) return { problems: findings.problems() };
  const beside = (name: string): string => shortPath(resolve(dirname(file), name));
  const policyFile = beside(tests.policy.value);
  const config = textFlag(invocation.flags, 'config') ?? (tests.config && beside(tests.config.value));
  // The tests play at a time of their own, and so do the prices.
  const at = tests.start ?? USUAL_START;
  const estate = await readEstate(invocation, policyFile, { config, at });
  const stage = stageFor(estate, at);
  if (stage === undefined) return { problems: estate.problems };
  const policyText = readNamedFile(policyFile);
  checkTestFile(tests, stage, policyText, findings);
  if (findings.failed) return { problems: findings.problems() };
  return runTests({ file, tests, stage, policyText });
}
