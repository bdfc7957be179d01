import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { noAnswer, slowHeaders } from '../../support/behaviours/index.js';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { call } from '../../support/http-call.js';

const QUESTION = { model: 'chat', messages: [{ role: 'user' as const, content: 'Ahoy' }] };

describe('a stream that begins before its content', () => {
  let provider: FaultServer;
  let gateway: GatewayProcess;
  let openai: OpenAI;
  let anthropic: Anthropic;

  beforeAll(async () => {
    await ensureBuilt();
    provider = await startFaultServer();
    gateway = await startGateway({
      config: fairleadYaml({ slow: { base_url: provider.baseUrl } }),
      policy: policyYaml([
        {
          name: 'chat',
          match: { model: 'chat' },
          targets: ['slow/m'],
          timeouts: { early_flush: '50ms', first_token: '1s' },
        },
      ]),
    });
    openai = new OpenAI({ baseURL: `${gateway.apiUrl}/v1`, apiKey: 'k', maxRetries: 0 });
    anthropic = new Anthropic({ baseURL: gateway.apiUrl, apiKey: 'k', maxRetries: 0 });
  }, 180_000);
  afterAll(async () => {
    await gateway.stop();
    await provider.stop();
  });

  it('holds comments on the wire, and no target in its headers', async () => {
    provider.always(slowHeaders(400));
    const answer = await call(`${gateway.apiUrl}/v1/chat/completions`, { ...QUESTION, stream: true });
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(/^(?:: waiting\n\n)+data: \{/);
    expect(answer.text).toMatch(/data: \[DONE\]\n\n$/);
    expect(answer.headers).not.toHaveProperty('x-fairlead-target');
    expect(answer.headers).not.toHaveProperty('x-fairlead-attempts');
  });

  it.each<[string, () => Promise<string | null>]>([
    ['chat completions', () => openai.chat.completions.stream(QUESTION).finalContent()],
    [
      'responses',
      async () =>
        (await openai.responses.stream({ model: 'chat', input: 'Ahoy' }).finalResponse()).output_text,
    ],
    ['messages', () => anthropic.messages.stream({ ...QUESTION, max_tokens: 99 }).finalText()],
  ])('the official client of %s reads past them', async (_, ask) => {
    provider.always(slowHeaders(400));
    expect(await ask()).toMatch(/\w/);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['chat completions', () => openai.chat.completions.stream(QUESTION).finalContent()],
    ['responses', () => openai.responses.stream({ model: 'chat', input: 'Ahoy' }).finalResponse()],
    ['messages', () => anthropic.messages.stream({ ...QUESTION, max_tokens: 99 }).finalText()],
  ])('the official client of %s raises the error that comes behind them', async (_, ask) => {
    provider.always(noAnswer());
    await expect(ask()).rejects.toThrow(/sent no content in time/);
  });
});
