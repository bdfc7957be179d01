import { jest } from '@jest/globals';
import type { DecidedExchange } from '@fairlead/engine';
import { compilePolicy, type Plan } from '@fairlead/policy';
import { strategiesByName } from '@fairlead/routing';
import { explainDecided } from '@fairlead/simulation';
import { ensureBuilt } from '../../../support/build.js';
import { startGateway, type GatewayProcess } from '../../../support/gateway-process.js';
import { call } from '../../../support/http-call.js';
import { CONFIG, MODELS, POLICY, PROVIDERS } from './estate.js';

const REQUESTS = 1000;
const AT_ONCE = 40;

jest.setTimeout(120_000);
beforeAll(ensureBuilt, 180_000);

describe(`${REQUESTS} decisions of a gateway`, () => {
  let gateway: GatewayProcess;
  let plan: Plan;
  const decided: DecidedExchange[] = [];

  beforeAll(async () => {
    gateway = await startGateway({ config: CONFIG, policy: POLICY });
    const compiled = compilePolicy(POLICY, 'policy.yaml', {
      providers: PROVIDERS,
      strategies: strategiesByName(),
    });
    plan = compiled.plan!;
    await askAll();
    for (let n = 0; n < REQUESTS; n++) {
      const { text } = await call(`${gateway.adminUrl}/admin/decisions/${idOf(n)}`);
      decided.push(JSON.parse(text) as DecidedExchange);
    }
  });
  afterAll(() => gateway.kill());

  const idOf = (n: number): string => `request-${n}`;

  async function ask(n: number): Promise<void> {
    const model = MODELS[n % MODELS.length]!;
    const content = 'Ahoy '.repeat(1 + ((n * 37) % 400));
    const headers = {
      'x-request-id': idOf(n),
      'x-fairlead-explain': '1',
      'x-fairlead-label-tenant': `team-${n % 20}`,
    };
    const body = {
      model,
      stream: n % 3 === 0,
      max_tokens: 20 + (n % 100),
      messages: [{ role: 'user', content }],
    };
    const answer = await call(`${gateway.apiUrl}/v1/chat/completions`, body, { headers });
    expect(answer.headers['x-fairlead-decision']).toBe(idOf(n));
  }

  async function askAll(): Promise<void> {
    let next = 0;
    const caller = async (): Promise<void> => {
      while (next < REQUESTS) await ask(next++);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, caller));
  }

  it('are the same again, made from their records in another process', () => {
    const stage = { plan, targets: new Map(), strategies: strategiesByName() };
    const differences = decided.filter((each) => {
      const { replayed } = explainDecided({ stage, decided: each });
      return replayed?.length !== each.steps.length || replayed.includes(false);
    });
    expect(differences).toEqual([]);
  });

  it('were of every kind: strategies, tiers, failovers, refusals, canaries and direct calls', () => {
    const records = decided.flatMap(({ steps }) => steps.map(({ record }) => record));
    const reasons = new Set(records.map(({ reason }) => reason));
    for (const type of strategiesByName().keys()) expect(reasons).toContain(`strategy:${type}`);
    for (const reason of ['no_target', 'affinity']) expect(reasons).toContain(reason);
    const excluded = new Set(
      records.flatMap(({ candidates }) => candidates.map((each) => each.excluded?.split(':')[0])),
    );
    const met = [
      'tried',
      'circuit',
      'concurrency',
      'quota',
      'constraint',
      'tags',
      'rpm',
      'tpm',
      'spill',
      'affinity',
    ];
    expect([...excluded]).toEqual(expect.arrayContaining(met));
    expect(decided.filter(({ steps }) => steps.length > 1).length).toBeGreaterThan(50);
    expect(new Set(decided.map(({ canary }) => canary))).toEqual(new Set([undefined, 'next']));
    expect(new Set(decided.map(({ route }) => route))).toContain('direct');
    expect(records.filter(({ draws }) => draws !== undefined).length).toBeGreaterThan(50);
  });

  it('agree with what callers were told', () => {
    const answered = decided.filter(({ outcome }) => outcome === 'ok');
    expect(answered.length).toBeGreaterThan(REQUESTS / 2);
    for (const { target, steps } of answered) {
      const { record, attempts } = steps.at(-1)!;
      expect([record.chosen, attempts.at(-1)!.target, attempts.at(-1)!.result]).toEqual([
        target,
        target,
        'ok',
      ]);
    }
  });
});
