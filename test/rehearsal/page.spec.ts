import { readFileSync } from 'node:fs';
import { compilePolicy, Findings, formatProblem } from '@fairlead/policy';
import { strategiesByName } from '@fairlead/routing';
import {
  baselineOf,
  checkTestFile,
  diff,
  generatedTraffic,
  meteredRoi,
  openStage,
  readMetrics,
  readRoiFile,
  readTestFile,
  readTrafficFile,
  readWorldFile,
  recordedTraffic,
  REHEARSAL_PROBLEM_CODES,
  roi,
  runTests,
  simulate,
  testsAsText,
  VirtualClock,
  type RehearsalProblemCode,
  type Simulation,
  type Stage,
} from '@fairlead/simulation';

/** Every example of the page by the name in its first line; the record has none, and goes by its language. */
const page = readFileSync(new URL('../../docs/rehearsal.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/^```(yaml|text|jsonl)\n([\s\S]*?)^```$/gm)];
const examples = new Map(
  blocks.map(([, language, text]) => [/^# (\S+)\n/.exec(text!)?.[1] ?? language!, text!]),
);
const example = (name: string): string => examples.get(name)!;

/** Fails with every problem that was found. */
function sound<T>(read: (findings: Findings<RehearsalProblemCode>) => T | undefined): T {
  const findings = new Findings<RehearsalProblemCode>('docs/rehearsal.md');
  const value = read(findings);
  expect(findings.problems().map(formatProblem)).toEqual([]);
  return value!;
}

function stageFor(policy: string): Stage {
  const strategies = strategiesByName();
  const { plan, problems } = compilePolicy(example(policy), policy, { strategies });
  expect(problems.map(formatProblem)).toEqual([]);
  return openStage(plan!, strategies, new VirtualClock());
}

function simulationOf(policy: string): Simulation {
  const stage = stageFor(policy);
  const traffic = sound((findings) => readTrafficFile(example('traffic.yaml'), findings));
  const world = sound((findings) => readWorldFile(example('world.yaml'), stage, findings));
  return { stage, world, traffic: generatedTraffic(traffic, 1), seed: 1 };
}

describe('the examples of docs/rehearsal.md', () => {
  it('are all there', () => {
    const names = [
      'policy.yaml',
      'policy.test.yaml',
      'traffic.yaml',
      'world.yaml',
      'jsonl',
      'next.policy.yaml',
    ];
    expect([...examples.keys()]).toEqual([...names, 'roi.yaml', 'metrics.txt']);
  });

  it('the tests pass', async () => {
    const stage = stageFor('policy.yaml');
    const policyText = example('policy.yaml');
    const tests = sound((findings) => {
      const read = readTestFile(example('policy.test.yaml'), findings);
      if (read) checkTestFile(read, stage, policyText, findings);
      return read;
    });
    const result = await runTests({ file: 'policy.test.yaml', tests, stage, policyText });
    expect(result.passed ? 'passed' : testsAsText(result)).toBe('passed');
  });

  it('the simulation shows what its world holds', async () => {
    const simulation = simulationOf('policy.yaml');
    const baseline = baselineOf('acme/small', simulation.stage, new VirtualClock())!;
    const report = await simulate({ ...simulation, baseline });
    expect(report.successRate).toBeGreaterThan(0.99);
    const small = report.targets.find(({ id }) => id === 'acme/small')!;
    expect(small.ejections).toBeGreaterThan(1);
    expect(small.failures).toMatchObject({
      connect_error: expect.any(Number),
      server_error: expect.any(Number),
    });
    expect(report.baseline?.savedShare).toBeLessThan(0);
  });

  it('the record is traffic', async () => {
    const traffic = recordedTraffic(example('jsonl').split('\n'));
    const report = await simulate({ stage: stageFor('policy.yaml'), traffic, seed: 1 });
    expect(report).toMatchObject({ requests: 2, succeeded: 2, start: '2026-01-05T09:00:00.000Z' });
    expect(report.routes.map(({ name }) => name).toSorted()).toEqual(['chat', 'finance']);
  });

  it('the diff tells who moves', async () => {
    const { stage, ...rest } = simulationOf('policy.yaml');
    const { routes } = await diff({ ...rest, before: stage, after: stageFor('next.policy.yaml') });
    expect(routes.map(({ from, to }) => [from, to])).toEqual([['chat', 'tenant-1-tries-gamma']]);
  });

  it('the comparison comes to what the page says', () => {
    const { monthly, present, mix } = sound((findings) => readRoiFile(example('roi.yaml'), findings));
    const report = roi({ monthly, present, mix: mix!, sources: { date: new Date('2026-01-05T00:00:00Z') } });
    const said = /becomes about \$([\d,]+), which is (\d+)% less, \$([\d,]+) a\s+year/.exec(page)!;
    const [monthlyUsd, percent, yearlyUsd] = said.slice(1).map((text) => Number(text.replaceAll(',', '')));
    expect(Math.round(report.present.monthlyUsd / 100) * 100).toBe(12_000);
    expect(Math.abs(report.mixMonthlyUsd - monthlyUsd!)).toBeLessThan(10);
    expect(Math.round(report.savedShare * 100)).toBe(percent);
    expect(Math.abs(report.savedYearlyUsd - yearlyUsd!)).toBeLessThan(500);
  });

  it('the metrics are a month', () => {
    const metered = readMetrics(example('metrics.txt'));
    const sources = { date: new Date('2026-01-05T00:00:00Z') };
    const report = meteredRoi({ metered, days: 30, present: 'openai/gpt-4.1', sources });
    expect(report.savedShare).toBeGreaterThan(0.5);
    expect(report.mix.map(({ target }) => target)).toEqual(['deepseek/deepseek-chat', 'openai/gpt-4.1']);
  });
});

it('docs/rehearsal.md lists every problem code with its meaning', () => {
  const rows = [...page.matchAll(/^\| `([a-z-]+)`\s*\| (.*?)\s*\|$/gm)].map(([, code, text]) => [code, text]);
  const listed = rows.filter(([code]) => Object.hasOwn(REHEARSAL_PROBLEM_CODES, code!));
  expect(Object.fromEntries(listed)).toEqual(REHEARSAL_PROBLEM_CODES);
});
