import { ok, type Behaviour } from '../../support/behaviours/index.js';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { call } from '../../support/http-call.js';
import { createGate, until, type Gate } from '../../support/time.js';

/** A dollar per thousand tokens of output; prompts are free. */
const PRICES = { input_usd_per_mtok: 0, output_usd_per_mtok: 1000 };
/** What a caller allows, and so what is set aside for it: 0.1 dollars. */
const MAX_TOKENS = 100;
const CALLERS = 200;

/** Answers once the gate is open, with a bill for so many tokens. */
function billing(tokens: number, gate: Gate): Behaviour {
  const reply = ok({ usage: { prompt_tokens: 10, completion_tokens: tokens, total_tokens: 10 + tokens } });
  return {
    name: `billing ${tokens}`,
    play: async (turn) => {
      await turn.pause(gate.opened);
      await reply.play(turn);
    },
  };
}

describe('200 callers at once', () => {
  let server: FaultServer;
  let gateway: GatewayProcess;

  beforeAll(async () => {
    await ensureBuilt();
    server = await startFaultServer();
    const targets = [{ target: 'a/m', prices: PRICES }];
    const budgets = {
      frugal: { limit_usd: 2, per: 'month' },
      lavish: { limit_usd: 2, per: 'month' },
      watched: { limit_usd: 2, per: 'month', on_exceeded: 'log_only', warn_at: '50%' },
    };
    const routes = Object.keys(budgets).map((name) => ({
      name,
      match: { model: name },
      targets,
      budgets: [name],
    }));
    const economy = { name: 'economy', match: 'never', targets: ['a/cheap'] };
    const shared = {
      name: 'shared',
      match: { model: 'shared' },
      targets,
      budgets: ['team'],
    };
    const team = {
      limit_usd: 0.15,
      per: 'month',
      scope: 'label("team")',
      on_exceeded: { use_route: 'economy' },
    };
    gateway = await startGateway({
      config: fairleadYaml({ a: { base_url: server.baseUrl } }),
      policy: policyYaml([...routes, shared, economy], { budgets: { ...budgets, team } }),
    });
  }, 180_000);
  afterAll(async () => {
    await gateway.stop();
    await server.stop();
  });

  const askAll = async (model: string, tokens: number) => {
    const gate = createGate();
    server.always(billing(tokens, gate));
    const before = server.requests.length;
    const body = { model, max_tokens: MAX_TOKENS, messages: [{ role: 'user', content: 'Ahoy' }] };
    const url = `${gateway.apiUrl}/v1/chat/completions`;
    let refused = 0;
    const answers = Array.from({ length: CALLERS }, async () => {
      const answer = await call(url, body);
      if (answer.status !== 200) refused++;
      return answer;
    });
    const sent = (): number => server.requests.length - before;
    // All of them are there before the first one is answered.
    await until('200 sent or refused', () => sent() + refused === CALLERS, { timeoutMs: 20_000 });
    gate.open();
    return { answers: await Promise.all(answers), sent: sent() };
  };
  const spentUsd = async (route: string): Promise<number> => {
    const { text } = await call(`${gateway.adminUrl}/metrics`);
    return Number(new RegExp(`^fairlead_cost_usd_total\\{route="${route}".*\\} (.*)$`, 'm').exec(text)?.[1]);
  };

  it('spend what fits by estimate, and no more', async () => {
    const { answers, sent } = await askAll('frugal', 60);
    expect(sent).toBe(20);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(CALLERS - 20);
    for (const { headers, text } of refused) {
      expect(JSON.parse(text)).toMatchObject({ error: { code: 'budget_exceeded' } });
      expect(headers['x-should-retry']).toBe('false');
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(await spentUsd('frugal')).toBeCloseTo(1.2, 6);

    // What was set aside and not spent is there again.
    const again = await askAll('frugal', 60);
    expect(again.sent).toBe(8);
    expect(await spentUsd('frugal')).toBeCloseTo(1.68, 6);
  }, 30_000);

  it('overshoot by no more than the bills of those under way exceed their estimates', async () => {
    const { sent } = await askAll('lavish', 250);
    expect(sent).toBe(20);
    expect(await spentUsd('lavish')).toBeCloseTo(20 * 0.25, 6);
    const after = await askAll('lavish', 1);
    expect(after.sent).toBe(0);
  }, 30_000);

  it('all pass a budget that only watches, and the log says so', async () => {
    const { sent } = await askAll('watched', 60);
    expect(sent).toBe(CALLERS);
    const exchanges = () =>
      gateway.logs().filter(({ route, msg }) => msg === 'exchange' && route === 'watched');
    await until('every exchange in the log', () => exchanges().length === CALLERS);
    const over = exchanges().filter(({ overBudget }) => JSON.stringify(overBudget) === '["watched"]');
    expect(over).toHaveLength(CALLERS - 20);
    const warnings = gateway.logs().filter(({ msg, budget }) => msg === 'budget' && budget === 'watched');
    expect(warnings).toHaveLength(1);
  }, 30_000);

  it('of one team go by the other route when its money is spent; another team’s is its own', async () => {
    server.always(ok({ usage: { prompt_tokens: 10, completion_tokens: 100, total_tokens: 110 } }));
    const ask = async (team: string): Promise<unknown> => {
      const body = { model: 'shared', max_tokens: MAX_TOKENS, messages: [{ role: 'user', content: 'Ahoy' }] };
      const headers = { 'x-fairlead-label-team': team };
      const answer = await call(`${gateway.apiUrl}/v1/chat/completions`, body, { headers });
      return [answer.status, answer.headers['x-fairlead-route'], answer.headers['x-fairlead-target']];
    };
    expect(await ask('red')).toEqual([200, 'shared', 'a/m']);
    expect(await ask('red')).toEqual([200, 'economy', 'a/cheap']);
    expect(await ask('blue')).toEqual([200, 'shared', 'a/m']);
  });
});
