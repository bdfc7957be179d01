import { compilePolicy } from '@fairlead/policy';
import { strategiesByName } from '@fairlead/routing';
import { PLAIN_REQUEST, type RehearsedRequest } from '../stage/rehearsed-request.js';
import { Rehearsal } from '../stage/rehearsal.js';
import { openStage } from '../stage/stage.js';
import { explanationAsText } from './as-text.js';
import { explainDecided } from './explain-decided.js';
import { explainRequest, type ExplainQuestion } from './explain-request.js';
import type { Explanation } from './explanation.js';

const POLICY = `version: 1
constraints:
  - name: eu-data
    match: { labels: { region: eu } }
    require: { regions: [eu] }
pools:
  fast:
    strategy: latency
    targets:
      - { target: alpha/m, region: eu, prices: { input_usd_per_mtok: 1, output_usd_per_mtok: 2 } }
      - { target: beta/m, region: us }
routes:
  - name: headed
    match: { headers: { x-beta: on } }
    pool: fast
  - name: agent
    match: { model: agent, labels: { team: core } }
    pool: fast
  - name: closed
    match: { model: closed }
    reject: { message: Not here. }
  - name: chat
    match: { model: chat* }
    timeouts: { total: 2m }
    tiers:
      - { name: main, pool: fast }
      - { name: spare, targets: [gamma/m, delta/m] }
      - { name: long, only_via_rule: true, targets: [epsilon/m] }
`;

const { plan, sources } = compilePolicy(POLICY, 'p.yaml', { strategies: strategiesByName() });
const stage = openStage(plan!, strategiesByName(), { wall: () => new Date('2026-01-01T00:00:00Z') });

async function explain(
  request: Partial<RehearsedRequest> = {},
  more: Partial<ExplainQuestion> = {},
): Promise<Explanation> {
  const asked = { ...PLAIN_REQUEST, model: 'chat', ...request };
  return explainRequest({ stage, request: asked, ...(sources && { sources }), ...more });
}

const excluded = ({ tiers }: Explanation): Record<string, string | undefined> =>
  Object.fromEntries(tiers.flatMap(({ candidates }) => candidates.map((one) => [one.id, one.excluded])));

describe('an explanation of a request', () => {
  it('says why the routes above were passed over, and where they stand', async () => {
    const { passedOver, route, at } = await explain();
    expect(passedOver).toEqual([
      { route: 'headed', because: 'headers.x-beta', at: 'p.yaml:13' },
      { route: 'agent', because: 'model', at: 'p.yaml:16' },
      { route: 'closed', because: 'model', at: 'p.yaml:19' },
    ]);
    expect([route, at]).toEqual(['chat', 'p.yaml:22']);
  });

  it('shows every tier, with parts or why not, and what a candidate costs', async () => {
    const { tiers, chosen, reason } = await explain({}, { state: { 'beta/m': { state: 'ejected' } } });
    expect(tiers.map(({ name, strategy }) => [name, strategy])).toEqual([
      ['main', 'latency'],
      ['spare', 'weighted_round_robin'],
      ['long', 'weighted_round_robin'],
    ]);
    const [alpha, beta] = tiers[0]!.candidates;
    expect(alpha).toMatchObject({ id: 'alpha/m', weight: 1, costNanoUsd: 3_600_000, at: 'p.yaml:10' });
    expect(alpha!.parts).toHaveProperty('score');
    expect(beta).toMatchObject({ id: 'beta/m', excluded: 'circuit:ejected' });
    expect(tiers[2]!.candidates).toMatchObject([{ id: 'epsilon/m', weight: 1 }]);
    expect([chosen, reason]).toEqual(['alpha/m', 'strategy:latency']);
  });

  it('tells the order of attempts, when each fails', async () => {
    const { attempts, status } = await explain({}, { state: { 'beta/m': { firstTokenMs: 100 } } });
    expect(attempts.map(({ tier }) => tier)).toEqual(['main', 'main', 'spare']);
    expect(new Set(attempts.map(({ target }) => target)).size).toBe(3);
    expect(status).toBe(503);
  });

  it('goes by the state of the targets', async () => {
    const slow = { firstTokenMs: 4000, perTokenMs: 10 };
    const fast = { firstTokenMs: 400, perTokenMs: 10 };
    for (const [alpha, beta, chosen] of [
      [slow, fast, 'beta/m'],
      [fast, slow, 'alpha/m'],
      [{ ...fast, inflight: 90 }, slow, 'beta/m'],
      [{ ...fast, state: 'draining' as const }, slow, 'beta/m'],
      [{ ...fast, quota: 0 }, slow, 'beta/m'],
    ] as const) {
      const state = { 'alpha/m': alpha, 'beta/m': beta };
      expect((await explain({}, { state })).chosen).toBe(chosen);
    }
    await expect(explain({}, { state: { 'no/m': { inflight: 1 } } })).rejects.toThrow('no/m');
  });

  it('names the constraints in force, and whom they keep out', async () => {
    const held = await explain({ labels: { region: 'eu' } });
    expect(held.constraints).toEqual([{ name: 'eu-data', at: 'p.yaml:3' }]);
    expect(excluded(held)).toEqual({
      'alpha/m': undefined,
      'beta/m': 'constraint:eu-data',
      'gamma/m': 'constraint:eu-data',
      'delta/m': 'constraint:eu-data',
      'epsilon/m': 'constraint:eu-data',
    });
  });

  it('gives each setting its line', async () => {
    const { settings } = await explain();
    expect(settings).toContainEqual({ key: 'timeouts.total', value: '2m', at: 'p.yaml:24' });
    expect(settings).toContainEqual({ key: 'timeouts.connect', value: '3s', at: 'built-in' });
  });

  it.each([
    ['unknown', undefined, 404],
    ['closed', 'closed', 403],
  ])('of the model %s: route %s, %d', async (model, route, status) => {
    const told = await explain({ model });
    expect(told).toMatchObject({ status, attempts: [], tiers: [] });
    expect(told.route).toBe(route);
  });

  it('of a direct call names the routes that do not take one', async () => {
    const { passedOver, route } = await explain({ model: 'beta/m' });
    expect(route).toBe('direct');
    expect(passedOver[0]).toEqual({ route: 'headed', because: 'direct', at: 'p.yaml:13' });
  });

  it('is plain JSON, and the same again', async () => {
    const told = await explain();
    expect(JSON.parse(JSON.stringify(told))).toEqual(told);
    expect(await explain()).toEqual(told);
  });

  it('reads as tables', async () => {
    const text = explanationAsText(await explain({ labels: { region: 'eu' } }));
    expect(text).toContain('headed  no: headers.x-beta  p.yaml:13');
    expect(text).toMatch(/^chat {4}yes {17}p.yaml:22$/m);
    expect(text).toContain('constraint eu-data is in force (p.yaml:3)');
    expect(text).toMatch(/^ {3}beta\/m .* constraint:eu-data {2}p.yaml:11$/m);
    expect(text).toMatch(/^→ {2}alpha\/m .* \$0.0036/m);
    expect(text).toMatch(/^timeouts.total +2m +p.yaml:24$/m);
    expect(text).toContain('more of chat are built in');
    expect(explanationAsText(await explain({ model: 'unknown' }))).toContain('no route matches: 404');
  });
});

describe('an explanation of a recorded request', () => {
  const recorded = async (): Promise<Parameters<typeof explainDecided>[0]['decided']> => {
    const script = { meet: () => ({ firstTokenMs: 100, perTokenMs: 1 }), explains: () => true };
    const rehearsal = new Rehearsal({ stage, script, seed: 3 });
    const { decided } = await finished(rehearsal);
    return JSON.parse(JSON.stringify(decided)) as NonNullable<typeof decided>;
  };
  const finished = async (rehearsal: Rehearsal): Promise<ReturnType<Rehearsal['ask']>> => {
    const asked = rehearsal.ask({ ...PLAIN_REQUEST, model: 'chat', labels: { region: 'eu' } });
    await rehearsal.finish();
    return asked;
  };

  it('tells what was, and makes each decision again', async () => {
    const decided = await recorded();
    const told = explainDecided({ stage, decided, ...(sources && { sources }) });
    expect(told).toMatchObject({ route: 'chat', chosen: 'alpha/m', status: 200, replayed: [true] });
    expect(told.constraints).toMatchObject([{ name: 'eu-data' }]);
    expect(told.attempts).toEqual([
      { target: 'alpha/m', tier: 'main', reason: 'strategy:latency', result: 'ok' },
    ]);
    expect(explanationAsText(told)).toContain('made again: 1 of 1 decisions are the same');
  });

  it('notices a record that was changed', async () => {
    const decided = await recorded();
    const [step] = decided.steps;
    const steps = [{ ...step!, record: { ...step!.record, chosen: 'beta/m' } }];
    expect(explainDecided({ stage, decided: { ...decided, steps } }).replayed).toEqual([false]);
  });
});
