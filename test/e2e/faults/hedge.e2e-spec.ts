import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI from 'openai';
import { slowFirstToken } from '../../support/behaviours/index.js';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { call } from '../../support/http-call.js';
import { createGate, until } from '../../support/time.js';

const QUESTION = { model: 'chat', messages: [{ role: 'user' as const, content: 'Ahoy' }] };
const DELAY_MS = 50;
const REQUESTS = 200;
const MAX_EXTRA_PERCENT = 10;
/** Answered at once: what they earn is the allowance of the first slow ones. */
const EARLIER = 30;

describe('a second attempt beside a slow first one', () => {
  let slow: FaultServer;
  let quick: FaultServer;
  let gateway: GatewayProcess;
  let openai: OpenAI;

  beforeAll(async () => {
    await ensureBuilt();
    [slow, quick] = await Promise.all([startFaultServer(), startFaultServer()]);
    gateway = await startGateway({
      config: fairleadYaml({ slow: { base_url: slow.baseUrl }, quick: { base_url: quick.baseUrl } }),
      policy: policyYaml([
        {
          name: 'chat',
          match: { model: 'chat' },
          tiers: [{ targets: ['slow/m'] }, { targets: ['quick/m'] }],
          hedge: { after: `${DELAY_MS}ms`, min_delay: `${DELAY_MS}ms`, max_extra: `${MAX_EXTRA_PERCENT}%` },
        },
      ]),
    });
    openai = new OpenAI({ baseURL: `${gateway.apiUrl}/v1`, apiKey: 'k', maxRetries: 0 });
    for (let n = 0; n < EARLIER; n++) await openai.chat.completions.create(QUESTION);
  }, 180_000);
  afterAll(async () => {
    await gateway.stop();
    await Promise.all([slow, quick].map((server) => server.stop()));
  });

  it.each(['whole', 'streamed'])(
    'answers, and the provider that lost sees its request end: %s',
    async (how) => {
      const gate = createGate();
      slow.always(slowFirstToken(gate.opened));
      const asked = slow.requests.length;
      const text =
        how === 'whole'
          ? (await openai.chat.completions.create(QUESTION)).choices[0]!.message.content
          : await openai.chat.completions.stream(QUESTION).finalContent();
      expect(text).toMatch(/\w/);
      await until('the slow provider to be left', () => slow.requests[asked]?.aborted === true);
      gate.open();
    },
  );

  it(`stays under its budget over ${REQUESTS} requests that would all like one`, async () => {
    const gate = createGate();
    slow.always(slowFirstToken(gate.opened));
    const asked = slow.requests.length;
    const answers = Array.from({ length: REQUESTS }, () => openai.chat.completions.create(QUESTION));
    await until('all to have been asked', () => slow.requests.length - asked === REQUESTS);
    const earned = Math.floor((slow.requests.length * MAX_EXTRA_PERCENT) / 100);
    await until('the budget to be spent', () => quick.requests.length >= earned);
    await sleep(20 * DELAY_MS);
    gate.open();
    await Promise.all(answers);
    expect(quick.requests.length).toBe(earned);
    const { text } = await call(`${gateway.adminUrl}/metrics`);
    const won = Number(/^fairlead_hedges_total\{[^}]*outcome="won"[^}]*\} (\d+)$/m.exec(text)?.[1]);
    expect(won).toBe(earned);
  });
});
