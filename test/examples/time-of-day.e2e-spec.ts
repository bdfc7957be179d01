import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import OpenAI from 'openai';
import { fairlead } from '../e2e/cli/fairlead.js';
import { ensureBuilt, REPOSITORY } from '../support/build.js';
import { policyYaml } from '../support/config.js';
import { startGateway, type GatewayProcess } from '../support/gateway-process.js';

/** Each command starts a process. */
jest.setTimeout(60_000);

const MESSAGES: OpenAI.Chat.ChatCompletionMessageParam[] = [{ role: 'user', content: 'Ahoy!' }];
const simulator = { type: 'simulator', first_token: '1ms', tokens_per_second: 2000 };
const targets = ['dear/m', 'cheap/m'];

interface Heard {
  readonly text: string | null | undefined;
  readonly target: string | null;
}

describe('the example time-of-day, by its path in a configuration', () => {
  let gateway: GatewayProcess;

  beforeAll(async () => {
    await ensureBuilt();
    const always = { type: 'time_of_day', cheap: { 'cheap/m': '00:00-00:00' } };
    const nights = {
      type: 'time_of_day',
      offset: '+02:00',
      cheap: { 'cheap/m': '22:00-06:00', 'dear/m': '06:00-22:00' },
    };
    gateway = await startGateway({
      config: JSON.stringify({
        version: 1,
        policy: 'policy.yaml',
        plugins: ['@fairlead/plugin-simulator', join(REPOSITORY, 'examples/time-of-day')],
        providers: { dear: simulator, cheap: simulator },
      }),
      policy: policyYaml([
        { name: 'chat', match: { model: 'chat' }, strategy: always, targets },
        { name: 'nights', match: { model: 'nights' }, strategy: nights, targets },
      ]),
    });
  }, 180_000);
  afterAll(() => gateway.kill());

  const config = (): string => join(gateway.folder, 'fairlead.yaml');
  const client = (): OpenAI =>
    new OpenAI({ baseURL: `${gateway.apiUrl}/v1`, apiKey: 'callers-own', maxRetries: 0 });

  async function whole(): Promise<Heard> {
    const wish = { model: 'chat', messages: MESSAGES };
    const { data, response } = await client().chat.completions.create(wish).withResponse();
    return { text: data.choices[0]?.message.content, target: response.headers.get('x-fairlead-target') };
  }

  async function streamed(): Promise<Heard> {
    const wish = { model: 'chat', messages: MESSAGES, stream: true } as const;
    const { data, response } = await client().chat.completions.create(wish).withResponse();
    let text = '';
    for await (const chunk of data) text += chunk.choices[0]?.delta.content ?? '';
    return { text, target: response.headers.get('x-fairlead-target') };
  }

  it.each([false, true])('sends the official client where it is cheap now (stream: %s)', async (stream) => {
    for (let n = 0; n < 5; n++) {
      const { text, target } = await (stream ? streamed() : whole());
      expect(target).toBe('cheap/m');
      expect(text).toMatch(/\w/);
    }
  });

  it('is explained, and its decision is the same when it is made again', async () => {
    const reply = await fetch(`${gateway.apiUrl}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-fairlead-explain': '1' },
      body: JSON.stringify({ model: 'nights', messages: MESSAGES }),
    });
    await reply.text();
    const decision = reply.headers.get('x-fairlead-decision')!;
    const { stdout } = await fairlead([
      'policy',
      'explain',
      '--config',
      config(),
      '--decision',
      decision,
      '--admin',
      gateway.adminUrl,
    ]);
    expect(stdout).toMatch(/cheap_now/);
    expect(stdout).toContain('made again: 1 of 1 decisions are the same');
  });

  it('a simulated day has a night in it', async () => {
    const traffic = join(gateway.folder, 'traffic.yaml');
    writeFileSync(traffic, '{ for: 24h, rps: 0.02, arrivals: even, mix: [{ request: { model: nights } }] }');
    const { stdout } = await fairlead([
      'policy',
      'simulate',
      '--config',
      config(),
      '--traffic',
      traffic,
      '--json',
    ]);
    const report = JSON.parse(stdout) as { targets: { id: string; share: number }[] };
    const shares = Object.fromEntries(report.targets.map(({ id, share }) => [id, share.toFixed(2)]));
    expect(shares).toEqual({ 'cheap/m': '0.33', 'dear/m': '0.67' });
  });
});
