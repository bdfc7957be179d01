import { join } from 'node:path';
import OpenAI from 'openai';
import {
  ACCESS_KEY_ID,
  event,
  exception,
  exceptionEvent,
  SECRET_ACCESS_KEY,
  startBedrock,
  type BedrockAnswer,
  type BedrockRequest,
  type BedrockServer,
} from '../../examples/bedrock/src/testing/index.js';
import { ensureBuilt, REPOSITORY } from '../support/build.js';
import { policyYaml } from '../support/config.js';
import { startGateway, type GatewayProcess } from '../support/gateway-process.js';

const MODEL = 'eu.acme.large-v1:0';
const usage = {
  inputTokens: 5,
  outputTokens: 7,
  totalTokens: 112,
  cacheReadInputTokens: 100,
  cacheWriteInputTokens: 0,
};
const toolUse = { toolUseId: 'tooluse_1', name: 'weather' };

/** What the last word of the prompt asks for. */
const WHOLE: Readonly<Record<string, BedrockAnswer>> = {
  talk: { json: { output: { message: { content: [{ text: 'Ahoy ⚓' }] } }, stopReason: 'end_turn', usage } },
  call: {
    json: {
      output: { message: { content: [{ toolUse: { ...toolUse, input: { at: 'Ulm' } } }] } },
      stopReason: 'tool_use',
      usage,
    },
  },
  refuse: { status: 400, ...exception('ValidationException', 'Input is too long for requested model.') },
};
const STREAMED: Readonly<Record<string, BedrockAnswer>> = {
  talk: {
    chunks: bytewise(
      event('messageStart', { role: 'assistant' }),
      event('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Ahoy ' } }),
      event('contentBlockDelta', { contentBlockIndex: 0, delta: { text: '⚓' } }),
      event('contentBlockStop', { contentBlockIndex: 0 }),
      event('messageStop', { stopReason: 'end_turn' }),
      event('metadata', { usage }),
    ),
  },
  call: {
    chunks: [
      event('messageStart', { role: 'assistant' }),
      event('contentBlockStart', { contentBlockIndex: 0, start: { toolUse } }),
      event('contentBlockDelta', { contentBlockIndex: 0, delta: { toolUse: { input: '{"at":' } } }),
      event('contentBlockDelta', { contentBlockIndex: 0, delta: { toolUse: { input: '"Ulm"}' } } }),
      event('contentBlockStop', { contentBlockIndex: 0 }),
      event('messageStop', { stopReason: 'tool_use' }),
    ],
  },
  fail: {
    chunks: [
      event('messageStart', { role: 'assistant' }),
      event('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Ahoy ' } }),
      exceptionEvent('modelStreamErrorException', 'The model went away.'),
    ],
  },
};

function bytewise(...messages: Buffer[]): Uint8Array[] {
  return Array.from(Buffer.concat(messages), (byte) => Uint8Array.of(byte));
}

function answerTo({ stream, body }: BedrockRequest): BedrockAnswer {
  const { messages } = body as { messages: { content: { text?: string }[] }[] };
  const word = messages.at(-1)?.content.at(-1)?.text?.split(' ').at(-1) ?? '';
  return (stream ? STREAMED : WHOLE)[word]!;
}

const ask = (word: string): OpenAI.Chat.ChatCompletionMessageParam[] => [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: `Please ${word}` },
];
const tools: OpenAI.Chat.ChatCompletionTool[] = [
  { type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: {} } } },
];

const use = join(REPOSITORY, 'examples/bedrock');

describe.each<[string, unknown]>([
  ['in process', use],
  ['in a worker', { use, isolation: 'worker' }],
])('the example bedrock by its path, %s', (_where, plugin) => {
  let bedrock: BedrockServer;
  let gateway: GatewayProcess;
  let client: OpenAI;

  beforeAll(async () => {
    await ensureBuilt();
    bedrock = await startBedrock(answerTo);
    const provider = {
      type: 'bedrock',
      access_key_id: ACCESS_KEY_ID,
      secret_access_key: SECRET_ACCESS_KEY,
      aws_region: 'eu-west-1',
      base_url: bedrock.url,
    };
    gateway = await startGateway({
      config: JSON.stringify({
        version: 1,
        policy: 'policy.yaml',
        plugins: [plugin],
        providers: { bedrock: provider },
      }),
      policy: policyYaml([{ name: 'chat', match: { model: 'chat' }, targets: [`bedrock/${MODEL}`] }]),
    });
    client = new OpenAI({ baseURL: `${gateway.apiUrl}/v1`, apiKey: 'callers-own', maxRetries: 0 });
  }, 180_000);
  afterAll(async () => {
    await gateway.kill();
    await bedrock.stop();
  });

  it('answers the official client', async () => {
    const reply = await client.chat.completions.create({
      model: 'chat',
      messages: ask('talk'),
      max_tokens: 50,
    });
    expect(reply.choices[0]).toMatchObject({ message: { content: 'Ahoy ⚓' }, finish_reason: 'stop' });
    expect(reply.usage).toMatchObject({
      prompt_tokens: 105,
      completion_tokens: 7,
      prompt_tokens_details: { cached_tokens: 100 },
    });
    expect(bedrock.requests.at(-1)).toMatchObject({
      model: MODEL,
      stream: false,
      body: {
        system: [{ text: 'Be brief.' }],
        messages: [{ role: 'user', content: [{ text: 'Please talk' }] }],
        inferenceConfig: { maxTokens: 50 },
      },
    });
  });

  it('streams to it', async () => {
    const stream = client.chat.completions.stream({
      model: 'chat',
      messages: ask('talk'),
      stream_options: { include_usage: true },
    });
    const { choices, usage: counted } = await stream.finalChatCompletion();
    expect(choices[0]).toMatchObject({ message: { content: 'Ahoy ⚓' }, finish_reason: 'stop' });
    expect(counted).toMatchObject({ prompt_tokens: 105, completion_tokens: 7 });
    expect(bedrock.requests.at(-1)).toMatchObject({ model: MODEL, stream: true });
  });

  it.each([false, true])('calls its tools (stream: %s)', async (stream) => {
    const wish = { model: 'chat', messages: ask('call'), tools };
    const { choices } = stream
      ? await client.chat.completions.stream(wish).finalChatCompletion()
      : await client.chat.completions.create(wish);
    expect(choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: {
        tool_calls: [{ id: 'tooluse_1', function: { name: 'weather', arguments: '{"at":"Ulm"}' } }],
      },
    });
  });

  it('tells it what was refused, and why', async () => {
    const refused = client.chat.completions.create({ model: 'chat', messages: ask('refuse') });
    await expect(refused).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('too long'),
    });
  });

  it('an answer that fails on the way is an error to it', async () => {
    const stream = client.chat.completions.stream({ model: 'chat', messages: ask('fail') });
    await expect(stream.finalChatCompletion()).rejects.toThrow();
  });

  it('no secret is in what the gateway logs', () => {
    expect(gateway.output()).not.toContain(SECRET_ACCESS_KEY);
  });
});
