import type { ExchangeReport } from '@fairlead/engine';
import { Findings } from '@fairlead/policy';
import type { RehearsalProblemCode } from '../problem-codes.js';
import type { Asked } from '../stage/asked.js';
import { stageFor } from '../testing/run-text.js';
import { readTrafficFile, readWorldFile } from './read-simulation-files.js';
import type { SimulationReport } from './report.js';
import { simulate } from './simulate.js';
import { generatedTraffic } from './traffic/generated-traffic.js';

const IDS = ['a/m', 'b/m', 'c/m', 'd/m'];
/** Targets of 20 requests at once, each of 4.2 s: 14 requests a second are three quarters of what four of them bear. */
const TRAFFIC = 'for: 7m\nrps: 14';
const USUAL = 'defaults: { knee: 20, first_token: { median: 600ms, p95: 900ms } }';
const OUTAGE = { fromMs: 2 * 60_000, untilMs: 4 * 60_000 };
const FIVE_SECONDS = 5000;

interface Played {
  readonly report: SimulationReport;
  /** Attempts, in order. */
  readonly calls: readonly { readonly target: string; readonly atMs: number }[];
}

async function play(replicas: number, targets: string, seed: number, strategy = 'latency'): Promise<Played> {
  const text = `version: 1\nroutes: [{ name: chat, match: any, strategy: ${strategy}, targets: [${IDS.join(', ')}] }]`;
  const stage = stageFor(text);
  const findings = new Findings<RehearsalProblemCode>('file');
  const traffic = generatedTraffic(readTrafficFile(TRAFFIC, findings)!, seed);
  const world = readWorldFile(`${USUAL}\ntargets: ${targets}`, stage, findings)!;
  const calls: { target: string; atMs: number }[] = [];
  const onEnd = (_report: ExchangeReport, asked: Asked): void => void calls.push(...asked.calls);
  const report = await simulate({ stage, traffic, world, seed, replicas, onEnd });
  calls.sort((a, b) => a.atMs - b.atMs);
  return { report, calls };
}

/** The largest part that one target had of any five seconds. */
function busiestShare(calls: Played['calls'], fromMs = 0): number {
  const windows = new Map<number, string[]>();
  for (const { target, atMs } of calls) {
    const window = Math.floor(atMs / FIVE_SECONDS);
    if (atMs >= fromMs) windows.set(window, [...(windows.get(window) ?? []), target]);
  }
  const most = (targets: readonly string[]): number =>
    Math.max(...IDS.map((id) => targets.filter((target) => target === id).length)) / targets.length;
  return Math.max(...[...windows.values()].filter(({ length }) => length >= 40).map(most));
}

const shareOf = ({ calls }: Played, id: string, fromMs: number, untilMs: number): number => {
  const within = calls.filter(({ atMs }) => atMs >= fromMs && atMs < untilMs);
  return within.filter(({ target }) => target === id).length / within.length;
};

describe.each([1, 2])('eight replicas that share nothing but the targets, seed %d', (seed) => {
  it('make no herd, and are as quick as one', async () => {
    const [one, eight] = [await play(1, '{}', seed), await play(8, '{}', seed)];
    expect(busiestShare(eight.calls)).toBeLessThan(0.5);
    for (const { share } of eight.report.targets) expect(Math.abs(share - 0.25)).toBeLessThan(0.03);
    expect(eight.report.firstToken!.p95Ms / one.report.firstToken!.p95Ms).toBeLessThan(1.1);
    expect(eight.report.successRate).toBe(1);
  });

  it('an outage is found by each of them, and no caller notices', async () => {
    const world = '{ a/m: { windows: [{ from: 2m, for: 2m, outcome: connect_error }] } }';
    const played = await play(8, world, seed);
    const { report } = played;
    expect(report.successRate).toBe(1);
    const [out] = report.targets;
    // Each finds out for itself; one that its strategy keeps away from the target need not eject it.
    expect(out!.ejections).toBeGreaterThan(4);
    expect(shareOf(played, 'a/m', OUTAGE.fromMs, OUTAGE.untilMs)).toBeLessThan(0.05);
    // They come back one by one: never all to the one that is well again.
    expect(busiestShare(played.calls, OUTAGE.untilMs)).toBeLessThan(0.5);
    expect(shareOf(played, 'a/m', OUTAGE.untilMs + 90_000, Infinity)).toBeGreaterThan(0.18);
  });

  it('a target that slows down loses its share with all of them', async () => {
    const played = await play(8, '{ a/m: { windows: [{ from: 2m, for: 2m, slower: 8 }] } }', seed);
    expect(shareOf(played, 'a/m', OUTAGE.fromMs + 30_000, OUTAGE.untilMs)).toBeLessThan(0.1);
    expect(played.report.firstToken!.p95Ms).toBeLessThan(1500);
  });

  it('a rate limit is kept to as well as by one: what is over goes elsewhere', async () => {
    const played = await play(8, '{ a/m: { requests_per_minute: 60 } }', seed);
    const [limited] = played.report.targets;
    expect(played.report.successRate).toBe(1);
    expect(limited!.answered).toBeLessThanOrEqual(60 * 8);
    expect(limited!.failures['rate_limited']! / played.report.requests).toBeLessThan(0.05);
  });

  it('do not all begin with the same target', async () => {
    const { calls } = await play(8, '{}', seed, 'weighted_round_robin');
    expect(new Set(calls.slice(0, 8).map(({ target }) => target)).size).toBeGreaterThan(1);
    expect(busiestShare(calls)).toBeLessThan(0.5);
  });
});

it('one replica is what it was, and eight are the same with the same seed', async () => {
  const [first, again] = [await play(8, '{}', 1), await play(8, '{}', 1)];
  expect(again).toEqual(first);
  expect(first.report).toMatchObject({ replicas: 8 });
});
