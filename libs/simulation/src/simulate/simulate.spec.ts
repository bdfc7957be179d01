import { Findings, formatProblem } from '@fairlead/policy';
import type { RehearsalProblemCode } from '../problem-codes.js';
import { stageFor } from '../testing/run-text.js';
import { baselineOf } from './baseline.js';
import { readTrafficFile, readWorldFile } from './read-simulation-files.js';
import { simulationAsText } from './render/as-text.js';
import type { SimulationReport } from './report.js';
import { simulate } from './simulate.js';
import { generatedTraffic } from './traffic/generated-traffic.js';

const price = (usd: number): string => `{ input_usd_per_mtok: ${usd}, output_usd_per_mtok: ${usd} }`;
const POLICY = `
version: 1
routes:
  - { name: embeddings, match: { endpoint: embeddings }, targets: [gamma/e] }
  - name: chat
    match: any
    targets:
      - { target: alpha/m, weight: 3, prices: ${price(1)} }
      - { target: beta/m, prices: ${price(10)} }
`;
const HOUR = 'for: 1h\nrps: 2\n';

/** An hour of traffic, unless it says otherwise. */
async function play(
  world = '{ defaults: { first_token: 500ms } }',
  traffic = HOUR,
  seed = 1,
): Promise<SimulationReport> {
  const stage = stageFor(POLICY);
  const findings = new Findings<RehearsalProblemCode>('file');
  const [described, behaviour] = [readTrafficFile(traffic, findings), readWorldFile(world, stage, findings)];
  if (findings.failed) throw new Error(findings.problems().map(formatProblem).join('\n'));
  const baseline = baselineOf('beta/m', stage, { wall: () => new Date(0) })!;
  return simulate({ stage, traffic: generatedTraffic(described!, seed), world: behaviour!, seed, baseline });
}

const target = ({ targets }: SimulationReport, name: string): SimulationReport['targets'][number] =>
  targets.find(({ id }) => id === name)!;

describe('a simulation', () => {
  it('counts what became of everything', async () => {
    const report = await play();
    expect(report).toMatchObject({ successRate: 1, durationMs: 3_600_000, unpriced: 0, failures: {} });
    expect(Math.abs(report.requests - 7200)).toBeLessThan(300);
    expect(report.attempts).toBe(report.requests);
    expect(target(report, 'alpha/m').share).toBeCloseTo(0.75, 2);
    expect(report.timeline.reduce((sum, { requests }) => sum + requests, 0)).toBe(report.requests);
    expect(report.targets.reduce((sum, { answered }) => sum + answered, 0)).toBe(report.succeeded);
    expect(report.firstToken!.p50Ms).toBeGreaterThanOrEqual(500);
    expect(report.firstToken!.p50Ms).toBeLessThan(506);
  });

  it('reckons what it costs, and what it would have cost elsewhere', async () => {
    const { spendNanoUsd, requests, baseline, targets } = await play();
    // 3000 prompt tokens and 300 of answer: $0.0033 at one price, ten times that at the other.
    const [, cheap, dear] = targets.map(({ answered }) => answered);
    expect(spendNanoUsd).toBe(cheap! * 3_300_000 + dear! * 33_000_000);
    expect(baseline).toMatchObject({ target: 'beta/m', costNanoUsd: requests * 33_000_000 });
    expect(baseline!.savedNanoUsd).toBe(baseline!.costNanoUsd - spendNanoUsd);
    expect(baseline!.savedShare).toBeCloseTo(0.675, 2);
  });

  it('shows an outage: who was out, when, and that nobody noticed', async () => {
    const report = await play(
      '{ targets: { alpha/m: { windows: [{ from: 20m, for: 20m, outcome: connect_error }] } } }',
    );
    expect(report.successRate).toBe(1);
    const { ejections, ejectedMs, failures } = target(report, 'alpha/m');
    expect(ejections).toBeGreaterThan(2);
    expect(Math.abs(ejectedMs - 20 * 60_000)).toBeLessThan(4 * 60_000);
    expect(failures['connect_error']).toBeGreaterThan(4);
    const out = report.timeline.filter(({ ejected }) => ejected[1]! > 0.9);
    expect(out[0]!.atMs).toBeGreaterThanOrEqual(20 * 60_000 - report.stepMs);
    expect(out.at(-1)!.atMs).toBeLessThanOrEqual(41 * 60_000);
    expect(out.every(({ answered }) => answered[1] === 0)).toBe(true);
  });

  it('shows a limit: what is over goes elsewhere', async () => {
    const report = await play('{ targets: { alpha/m: { requests_per_minute: 30 } } }');
    const { share, ejections } = target(report, 'alpha/m');
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.26);
    expect(ejections).toBe(0);
    expect(report.successRate).toBe(1);
  });

  it('shows slowness, and failures that cannot be helped', async () => {
    const world =
      'defaults: { first_token: { median: 1s, p95: 3s }, failure_rate: 5%, failure: bad_request }';
    const report = await play(world);
    expect(report.successRate).toBeCloseTo(0.95, 1);
    expect(report.failures['bad_request']! / report.requests).toBeCloseTo(0.05, 1);
    const { p50Ms, p95Ms } = report.firstToken!;
    expect(p50Ms / 1000).toBeCloseTo(1, 1);
    expect(p95Ms / 3000).toBeCloseTo(1, 0);
  });

  it('sends each kind as often as its weight says, at the rate of the hour', async () => {
    const quiet = Array.from({ length: 24 }, (_, hour) => (hour === 1 ? 4 : 0));
    const traffic = `for: 3h\nrps_by_hour: [${quiet.join(', ')}]\nmix:
  - { weight: 3, prompt_tokens: { median: 1000, p95: 4000 }, spread: { tenant: 3 } }
  - { weight: 1, request: { endpoint: embeddings, stream: false }, prompt_tokens: 100 }`;
    const report = await play(undefined, traffic);
    expect(Math.abs(report.requests - 4 * 3600)).toBeLessThan(400);
    const busy = report.timeline.filter(({ requests }) => requests > 0).map(({ atMs }) => atMs);
    expect([Math.min(...busy), Math.max(...busy)].map((ms) => Math.floor(ms / 3_600_000))).toEqual([1, 1]);
    const embedded = report.routes.find(({ name }) => name === 'embeddings')!;
    expect(embedded.requests / report.requests).toBeCloseTo(0.25, 1);
    expect(target(report, 'gamma/e')).toMatchObject({
      outputTokens: 0,
      inputTokens: embedded.requests * 100,
    });
  });

  it('is the same with one seed, and another with another', async () => {
    const [first, again, other] = [await play(), await play(), await play(undefined, HOUR, 2)];
    expect(again).toEqual(first);
    expect(other.requests).not.toBe(first.requests);
  });

  it('fits a screen', async () => {
    const text = simulationAsText(await play());
    expect(text).toMatch(/alpha\/m +75\S*% /);
    expect(text).toContain('against      beta/m: $');
  });
});

describe('what a simulation is told', () => {
  it.each([
    ['for: 1h\nrps_by_hour: [1, 2]', '{}', '24 rates'],
    ['for: 1h\nmix: [{ prompt_tokens: { median: 10, p95: 5 } }]', '{}', '"p95" must not be below "median"'],
    ['rps: 1', '{}', '"for" is missing'],
    [HOUR, 'targets: { alpha/n: {} }', 'did you mean "alpha/m"?'],
    [HOUR, 'defaults: { failure: gateway_error }', 'no target can cause'],
  ])('is read strictly: %j %s', async (traffic, world, words) => {
    await expect(play(world, traffic)).rejects.toThrow(words);
  });
});
