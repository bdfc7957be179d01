import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import OpenAI from 'openai';
import { ensureBuilt, REPOSITORY } from '../../support/build.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { until } from '../../support/time.js';
import { runToExit } from '../operations/run-to-exit.js';

const CONFIG = join(REPOSITORY, 'config');
const TERMINAL = '/usr/bin/script';
const MESSAGES = [{ role: 'user' as const, content: 'Ahoy!' }];

beforeAll(ensureBuilt, 180_000);

describe('the demo, as it stands in the repository', () => {
  let gateway: GatewayProcess;
  let client: OpenAI;
  beforeAll(async () => {
    gateway = await startGateway({
      config: await readFile(join(CONFIG, 'fairlead.yaml'), 'utf8'),
      policy: await readFile(join(CONFIG, 'policy.yaml'), 'utf8'),
    });
    client = new OpenAI({ baseURL: `${gateway.apiUrl}/v1`, apiKey: 'unused', maxRetries: 0 });
  }, 30_000);
  afterAll(() => gateway.stop());

  it('answers a chat, and says that no model did', async () => {
    const { data, response } = await client.chat.completions
      .create({ model: 'chat', messages: MESSAGES })
      .withResponse();
    expect(data.choices[0]?.message.content).toMatch(/\w/);
    expect(response.headers.get('x-fairlead-simulated')).toBe('true');
    expect(Number(response.headers.get('x-fairlead-cost-usd'))).toBeGreaterThan(0);
  }, 20_000);

  it('streams', async () => {
    const { data, response } = await client.chat.completions
      .create({ model: 'gpt-4.1', messages: MESSAGES, stream: true })
      .withResponse();
    expect(response.headers.get('x-fairlead-simulated')).toBe('true');
    let text = '';
    for await (const chunk of data) text += chunk.choices[0]?.delta.content ?? '';
    expect(text).toMatch(/\w/);
  }, 20_000);

  it('calls a tool that the message names', async () => {
    const { choices } = await client.chat.completions.create({
      model: 'default',
      messages: [{ role: 'user', content: 'Please use get_tide.' }],
      tools: [
        { type: 'function', function: { name: 'get_tide', parameters: { type: 'object', properties: {} } } },
      ],
    });
    expect(choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { tool_calls: [{ type: 'function', function: { name: 'get_tide' } }] },
    });
  }, 20_000);

  it('embeds', async () => {
    const { data, response } = await client.embeddings
      .create({ model: 'embed', input: ['one', 'two'] })
      .withResponse();
    expect(response.headers.get('x-fairlead-simulated')).toBe('true');
    expect(data.data.map(({ embedding }) => embedding.length > 0)).toEqual([true, true]);
  });

  it('prints no banner where nobody looks on', () => {
    expect(gateway.output()).not.toContain('Fairlead is serving');
  });
});

/** The banner needs a terminal, which this program makes. */
it.each([TERMINAL].filter(existsSync))(
  'on a terminal made by %s, the demo shows one screen of what to do',
  async (terminal) => {
    const main = `'${process.execPath}' '${join(REPOSITORY, 'apps/gateway/dist/main.js')}'`;
    const shell = spawn(
      terminal,
      ['-qec', `exec ${main} --config '${join(CONFIG, 'fairlead.yaml')}'`, '/dev/null'],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: {
          PATH: process.env['PATH'],
          FAIRLEAD_API_LISTEN: '127.0.0.1:0',
          FAIRLEAD_ADMIN_LISTEN: '127.0.0.1:0',
          FAIRLEAD_STATE_DIR: 'none',
        },
      },
    );
    let screen = '';
    shell.stdout.setEncoding('utf8').on('data', (text: string) => (screen += text));
    try {
      await until('the whole banner', () => screen.includes('Ahoy!'), { timeoutMs: 15_000 });
      expect(screen).toMatch(/API +http:\/\/127\.0\.0\.1:\d+\/v1/);
      expect(screen).toMatch(/metrics +http:\/\/127\.0\.0\.1:\d+\/metrics/);
      expect(screen).toContain('alpha/swift 85%, beta/steady 10%, gamma/frugal 5%');
      for (const route of ['chat', 'embeddings', 'everything-else'])
        expect(screen).toContain(`    ${route} `);
      const curl = /curl [^]*?Ahoy!"\}\]\}'/.exec(screen)?.[0].replaceAll('\r', '') ?? '';
      const { stdout } = await new Promise<{ stdout: string }>((resolve, reject) => {
        execFile('/bin/sh', ['-c', curl], (error, out) =>
          error ? reject(error as Error) : resolve({ stdout: out }),
        );
      });
      expect(stdout).toContain('data: [DONE]');
    } finally {
      shell.kill();
    }
  },
  30_000,
);

describe('the production configuration', () => {
  const check = ['--config', join(CONFIG, 'production.yaml'), '--check'];

  it('is fine without a key, and names each provider that has none', async () => {
    const { code, stderr } = await runToExit(check);
    expect(code).toBe(0);
    const named = [...stderr.matchAll(/warning secret-unset (\w+)\.api_key is unset/g)].map(
      ([, name]) => name,
    );
    expect(named).toEqual(['openai', 'anthropic', 'google', 'deepseek', 'holysheep']);
  });

  it('has nothing to warn of when every key is there', async () => {
    const keys = ['OPENAI', 'ANTHROPIC', 'GEMINI', 'DEEPSEEK', 'HOLYSHEEP'];
    const env = Object.fromEntries(keys.map((vendor) => [`${vendor}_API_KEY`, 'hs-1']));
    expect(await runToExit(check, { env })).toMatchObject({ code: 0, stderr: '' });
  });
});
