import type { ExchangeReport } from '@fairlead/engine';
import type { FaultClass } from '@fairlead/plugin-sdk';
import { compilePolicy } from '@fairlead/policy';
import { strategiesByName } from '@fairlead/routing';
import type { Arrival, Encounter } from './encounter.js';
import { Rehearsal } from './rehearsal.js';
import { PLAIN_REQUEST, type RehearsedRequest } from './rehearsed-request.js';
import { openStage } from './stage.js';

const NEW_YEAR = new Date('2026-01-01T00:00:00Z');
const WELL: Encounter = { firstTokenMs: 400, perTokenMs: 10 };
const TIERS = [
  { name: 'main', targets: ['alpha/m', 'beta/m'] },
  { name: 'spare', targets: ['gamma/m'] },
];

interface Told {
  readonly report: ExchangeReport;
  readonly calls: readonly string[];
}

/** Asks so many requests, one a second, and plays ten minutes more. */
async function told(options: {
  readonly meet?: (arrival: Arrival) => Encounter;
  readonly requests?: number;
  readonly request?: Partial<RehearsedRequest>;
  readonly seed?: number;
}): Promise<Told[]> {
  const { meet = () => WELL, requests = 1, request, seed = 1 } = options;
  const strategies = strategiesByName();
  const policy = { version: 1, routes: [{ name: 'chat', match: 'any', tiers: TIERS }] };
  const { plan } = compilePolicy(JSON.stringify(policy), 'rehearsal', { strategies });
  const ends: Told[] = [];
  const rehearsal = new Rehearsal({
    stage: openStage(plan!, strategies, { wall: () => NEW_YEAR }),
    script: {
      meet,
      onEnd: (report, { calls }) =>
        ends.push({ report, calls: calls.map(({ tier, target }) => `${tier} ${target}`) }),
    },
    seed,
  });
  for (let turn = 0; turn < requests; turn++) {
    rehearsal.ask({ ...PLAIN_REQUEST, ...request });
    await rehearsal.clock.play(1000);
  }
  await rehearsal.clock.play(600_000);
  expect(rehearsal.pending).toBe(0);
  return ends;
}

const failing = (fault: FaultClass): Encounter => ({ fault, failAfterMs: 50 });
const dead =
  (fault: FaultClass, ...targets: string[]) =>
  ({ target }: Arrival): Encounter =>
    targets.includes(target) ? failing(fault) : WELL;

describe('a rehearsal', () => {
  it.each([
    [true, 400],
    [false, 400 + 299 * 10],
  ])('stream %p: times and tokens are those of the script', async (stream, firstTokenMs) => {
    const [end] = await told({ request: { stream, cacheReadShare: 0.5 } });
    expect(end!.report).toMatchObject({
      outcome: 'ok',
      firstTokenMs,
      durationMs: 400 + 299 * 10,
      usage: { input: 3000, output: 300, cacheRead: 1500 },
      attempts: [{ result: 'ok' }],
    });
  });

  it('cuts an answer at the limit of its caller', async () => {
    const [end] = await told({ request: { maxOutputTokens: 20 } });
    expect(end!.report.usage).toEqual({ input: 3000, output: 20 });
  });

  it.each<[FaultClass, number]>([
    ['connect_error', 50],
    ['timeout_connect', 3000],
    ['timeout_first_token', 60_000],
    ['rate_limited', 50],
    ['protocol_error', 50],
  ])('%s is met after %d ms, and another target answers', async (fault, failedMs) => {
    const ends = await told({ meet: dead(fault, 'alpha/m'), requests: 2, seed: 3 });
    const moved = ends.find(({ calls }) => calls.length > 1)!;
    expect(moved.report.outcome).toBe('ok');
    expect(moved.report.attempts[0]).toMatchObject({
      target: 'alpha/m',
      result: fault,
      durationMs: failedMs,
    });
    expect(moved.calls.at(-1)).toBe('main beta/m');
  });

  it.each<[FaultClass]>([['stream_broken'], ['timeout_idle']])('%s breaks an answer off', async (fault) => {
    const [end] = await told({ meet: () => failing(fault) });
    expect(end!.report).toMatchObject({ outcome: 'partial', firstTokenMs: 50 });
  });

  it('goes by tiers, and tells which', async () => {
    const [end] = await told({ meet: dead('overloaded', 'alpha/m', 'beta/m') });
    expect(end!.calls[2]).toBe('spare gamma/m');
    expect(end!.report.outcome).toBe('ok');
  });

  it('probes: an endpoint that answers again is taken back, one that does not is kept out', async () => {
    const outage = ({ target, nowMs }: Arrival): Encounter =>
      target === 'alpha/m' && nowMs < 60_000 ? failing('connect_error') : WELL;
    const ends = await told({ meet: outage, requests: 240 });
    const before = ends.filter(({ calls }) => calls.some((call) => call.endsWith('alpha/m')));
    expect(ends.every(({ report }) => report.outcome === 'ok')).toBe(true);
    expect(before.length).toBeGreaterThan(40);
    expect(before.length).toBeLessThan(120);
  });

  it('is the same every time with one seed, and another with another', async () => {
    const meet = ({ chance }: Arrival): Encounter => ({ firstTokenMs: 900 * chance.float(), perTokenMs: 5 });
    const play = (seed: number): Promise<Told[]> => told({ meet, requests: 20, seed });
    expect(await play(7)).toEqual(await play(7));
    expect(await play(7)).not.toEqual(await play(8));
  });
});
