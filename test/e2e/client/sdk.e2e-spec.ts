import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { ensureBuilt } from '../../support/build.js';
import { policyYaml } from '../../support/config.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { until } from '../../support/time.js';

type Messages = OpenAI.Chat.ChatCompletionMessageParam[];
const MESSAGES: Messages = [{ role: 'user', content: 'Ahoy!' }];

describe('the official client', () => {
  let gateway: GatewayProcess;
  let client: OpenAI;

  beforeAll(async () => {
    await ensureBuilt();
    const quick = { type: 'simulator', first_token: '1ms', tokens_per_second: 2000 };
    gateway = await startGateway({
      config: JSON.stringify({
        version: 1,
        policy: 'policy.yaml',
        plugins: ['@fairlead/plugin-simulator'],
        providers: {
          sim: quick,
          slow: { ...quick, tokens_per_second: 10, output_tokens: 500 },
          mute: { ...quick, first_token: '1m' },
          limited: { ...quick, requests_per_minute: 1 },
        },
      }),
      policy: policyYaml([
        { name: 'chat', match: { model: 'chat', endpoint: 'chat' }, targets: ['sim/swift'] },
        { name: 'slow', match: { model: 'slow' }, targets: ['slow/m'] },
        { name: 'mute', match: { model: 'mute' }, targets: ['mute/m'] },
        { name: 'limited', match: { model: 'limited' }, targets: ['limited/m'] },
        { name: 'vectors', match: { endpoint: 'embeddings' }, targets: ['sim/embed'] },
      ]),
    });
    client = new OpenAI({ baseURL: `${gateway.apiUrl}/v1`, apiKey: 'callers-own', maxRetries: 0 });
  }, 180_000);
  // An aborted call leaves its client with a spare connection; stopping must not wait for it.
  afterAll(() => gateway.stop());

  it('gets a chat completion', async () => {
    const reply = await client.chat.completions.create({ model: 'chat', messages: MESSAGES });
    expect(reply).toMatchObject({ object: 'chat.completion', choices: [{ finish_reason: 'stop' }] });
    expect(reply.choices[0]?.message.content).toMatch(/\w/);
    expect(reply.usage?.total_tokens).toBeGreaterThan(0);
    expect(reply._request_id).toMatch(/^req_/);
  });

  it('puts a stream together', async () => {
    const stream = client.chat.completions.stream({
      model: 'chat',
      messages: MESSAGES,
      stream_options: { include_usage: true },
    });
    let said = '';
    stream.on('content', (delta) => (said += delta));
    const content = await stream.finalContent();
    expect(content).toBe(said);
    expect(content).toMatch(/\w/);
    expect((await stream.totalUsage()).completion_tokens).toBeGreaterThan(0);
  });

  it.each([false, true])('runs a tool until the model is content (stream: %s)', async (streamed) => {
    const asked: unknown[] = [];
    const params = {
      model: 'chat',
      messages: [{ role: 'user', content: 'Please use get_tide for Brest.' }] as Messages,
      tools: [
        {
          type: 'function' as const,
          function: {
            name: 'get_tide',
            description: 'Height of the tide',
            parameters: { type: 'object', properties: { port: { type: 'string' } }, required: ['port'] },
            parse: JSON.parse,
            function: (args: object) => {
              asked.push(args);
              return '3.2 m';
            },
          },
        },
      ],
    };
    const runner = streamed
      ? client.chat.completions.runTools({ ...params, stream: true })
      : client.chat.completions.runTools(params);
    expect(await runner.finalContent()).toMatch(/\w/);
    expect(asked).toEqual([{ port: expect.any(String) as unknown }]);
  });

  it('parses structured output', async () => {
    const Port = z.object({
      name: z.string(),
      depth: z.number(),
      open: z.boolean(),
      berths: z.array(z.string()),
    });
    const { choices } = await client.chat.completions.parse({
      model: 'chat',
      messages: MESSAGES,
      response_format: zodResponseFormat(Port, 'port'),
    });
    expect(Port.safeParse(choices[0]?.message.parsed).success).toBe(true);
  });

  it('decodes embeddings, which it asks for in base64', async () => {
    const params = { model: 'any', input: ['one', 'two'] };
    const { data } = await client.embeddings.create(params);
    const plain = await client.embeddings.create({ ...params, encoding_format: 'float' });
    expect(data).toHaveLength(2);
    for (const [n, { embedding }] of data.entries()) {
      expect(embedding.length).toBeGreaterThan(0);
      expect(embedding.map((x) => x.toFixed(4))).toEqual(plain.data[n]?.embedding.map((x) => x.toFixed(4)));
    }
  });

  it('lists models and retrieves one', async () => {
    const ids: string[] = [];
    for await (const { id } of client.models.list()) ids.push(id);
    expect(ids).toEqual(expect.arrayContaining(['chat', 'slow', 'sim/swift', 'slow/m']));
    for (const id of ['chat', 'sim/swift']) expect(await client.models.retrieve(id)).toMatchObject({ id });
  });

  describe('raises', () => {
    const chat = (params: object, options?: OpenAI.RequestOptions): Promise<unknown> =>
      client.chat.completions.create({ model: 'chat', messages: MESSAGES, ...params }, options);

    it.each([
      ['an unknown model', { model: 'nobody' }, OpenAI.NotFoundError, 404, 'model_not_found'],
      ['no messages', { messages: [] }, OpenAI.BadRequestError, 400, undefined],
    ])('%s', async (_what, params, type, status, code) => {
      const error = await chat(params).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(type);
      expect(error).toMatchObject({ status, requestID: expect.stringMatching(/^req_/) as unknown });
      if (code !== undefined) expect(error).toMatchObject({ code });
    });

    it('a model that nobody lists', async () => {
      await expect(client.models.retrieve('nobody')).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    });

    it('a rate limit', async () => {
      await chat({ model: 'limited' });
      const error = await chat({ model: 'limited' }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(OpenAI.RateLimitError);
    });

    it('its own timeout', async () => {
      await expect(chat({ model: 'mute' }, { timeout: 200 })).rejects.toBeInstanceOf(
        OpenAI.APIConnectionError,
      );
    });

    it('the deadline that it set', async () => {
      const error = await chat({ model: 'mute' }, { headers: { 'x-request-timeout-ms': '200' } }).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toMatchObject({ status: 504 });
    });

    it('a gateway that is not there', async () => {
      const nowhere = new OpenAI({ baseURL: 'http://127.0.0.1:1/v1', apiKey: 'k', maxRetries: 0 });
      await expect(nowhere.models.list()).rejects.toBeInstanceOf(OpenAI.APIConnectionError);
    });
  });

  it('leaves in the middle of a stream, and the gateway stops for it', async () => {
    const stream = await client.chat.completions.create({ model: 'slow', messages: MESSAGES, stream: true });
    for await (const { choices } of stream) if (choices[0]?.delta.content) break;
    stream.controller.abort();
    const line = await until('the exchange', () => gateway.logs().find(({ route }) => route === 'slow'));
    expect(line).toMatchObject({ outcome: 'cancelled', target: 'slow/m' });
    const { text } = await fetch(`${gateway.adminUrl}/metrics`).then(async (reply) => ({
      text: await reply.text(),
    }));
    expect(text).toContain('fairlead_inflight{target="slow/m"} 0\n');
  });
});
