import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadDeployment, readSettings, type ConfigProblemCode } from '@fairlead/configuration';
import { HttpTransport } from '@fairlead/plugin-host';
import { compilePolicy, Findings, formatProblem, type Plan } from '@fairlead/policy';
import { strategiesByName } from '@fairlead/routing';
import {
  checkTestFile,
  openStage,
  readTestFile,
  runTests,
  stageOf,
  VirtualClock,
  type RehearsalProblemCode,
  type Stage,
  type SuiteResult,
} from '@fairlead/simulation';

/**
 * Plays a file of tests as a command would.
 *
 * @param config instead of the configuration that the file names
 * @throws Error with every problem of the files
 */
export async function runTestFile(file: string, config?: string): Promise<SuiteResult> {
  const findings = new Findings<RehearsalProblemCode>(file);
  const tests = readTestFile(readFileSync(file, 'utf8'), findings);
  if (tests === undefined) throw problemsOf(findings);
  const policyFile = join(dirname(file), tests.policy.value);
  const named = tests.config && join(dirname(file), tests.config.value);
  const stage = await stageFor(policyFile, config ?? named);
  const policyText = readFileSync(policyFile, 'utf8');
  checkTestFile(tests, stage, policyText, findings);
  if (findings.failed) throw problemsOf(findings);
  return runTests({ file, tests, stage, policyText });
}

/** A policy with a configuration, or as if every provider that it names were there. */
async function stageFor(policyFile: string, config?: string): Promise<Stage> {
  const strategies = strategiesByName();
  if (config === undefined) return openStage(planOf(policyFile), strategies, new VirtualClock());
  const findings = new Findings<ConfigProblemCode>(config);
  const settings = readSettings({ config }, {}, findings);
  if (settings === undefined) throw problemsOf(findings);
  const transport = new HttpTransport();
  try {
    const named = { ...settings, policyFile: { ...settings.policyFile, path: policyFile } };
    return stageOf(await loadDeployment(named, { clock: new VirtualClock(), transport, strategies }));
  } finally {
    await transport.close();
  }
}

function planOf(policyFile: string): Plan {
  const text = readFileSync(policyFile, 'utf8');
  const { plan, problems } = compilePolicy(text, policyFile, { strategies: strategiesByName() });
  if (plan === undefined) throw new Error(problems.map(formatProblem).join('\n'));
  return plan;
}

function problemsOf(findings: Pick<Findings, 'problems'>): Error {
  return new Error(findings.problems().map(formatProblem).join('\n'));
}
