import { join } from 'node:path';
import OpenAI from 'openai';
import {
  startCohere,
  type CohereAnswer,
  type CohereEvent,
  type CohereRequest,
  type CohereServer,
} from '../../examples/cohere/src/testing/index.js';
import { ensureBuilt, REPOSITORY } from '../support/build.js';
import { policyYaml } from '../support/config.js';
import { startGateway, type GatewayProcess } from '../support/gateway-process.js';
import { call } from '../support/http-call.js';

const usage = {
  billed_units: { input_tokens: 5, output_tokens: 7 },
  tokens: { input_tokens: 70, output_tokens: 7 },
};
const toolCall = (input: string): object => ({
  id: 'c1',
  type: 'function',
  function: { name: 'weather', arguments: input },
});

/** What the last word of the prompt asks for. */
const WHOLE: Readonly<Record<string, CohereAnswer>> = {
  talk: {
    json: {
      id: 'r1',
      finish_reason: 'COMPLETE',
      message: { content: [{ type: 'text', text: 'Ahoy ⚓' }] },
      usage,
    },
  },
  call: { json: { finish_reason: 'TOOL_CALL', message: { tool_calls: [toolCall('{"at":"Ulm"}')] }, usage } },
  refuse: { status: 400, json: { id: 'e1', message: 'too many tokens: received 4292' } },
};
const STREAMED: Readonly<Record<string, CohereAnswer>> = {
  talk: {
    events: [
      { type: 'message-start', id: 'r1' },
      at('content-start', { content: { type: 'text', text: '' } }),
      at('content-delta', { content: { text: 'Ahoy ' } }),
      at('content-delta', { content: { text: '⚓' } }),
      at('content-end', {}),
      end({ finish_reason: 'COMPLETE', usage }),
    ],
  },
  call: {
    events: [
      { type: 'message-start', id: 'r1' },
      at('tool-plan-delta', { tool_plan: 'I look.' }),
      at('tool-call-start', { tool_calls: toolCall('') }),
      at('tool-call-delta', { tool_calls: { function: { arguments: '{"at":"Ulm"}' } } }),
      at('tool-call-end', {}),
      end({ finish_reason: 'TOOL_CALL', usage }),
    ],
  },
  fail: {
    events: [
      { type: 'message-start', id: 'r1' },
      at('content-delta', { content: { text: 'Ahoy ' } }),
      end({ finish_reason: 'ERROR', error: 'lost the model' }),
    ],
  },
};

function at(type: string, message: object): CohereEvent {
  return { type, index: 0, delta: { message } };
}

function end(delta: object): CohereEvent {
  return { type: 'message-end', delta };
}

const VECTOR = {
  object: 'list',
  model: 'embed',
  data: [{ object: 'embedding', index: 0, embedding: [0.5] }],
};

function answerTo({ path, body }: CohereRequest): CohereAnswer {
  if (path === '/v2/rerank') return { json: { id: 'r', results: [{ index: 0, relevance_score: 0.9 }] } };
  if (path === '/compatibility/v1/embeddings')
    return { json: { ...VECTOR, usage: { prompt_tokens: 1, total_tokens: 1 } } };
  const { messages = [], stream } = body as { messages?: { content: string }[]; stream?: boolean };
  const word = messages.at(-1)?.content.split(' ').at(-1) ?? '';
  return (stream ? STREAMED : WHOLE)[word] ?? { json: {} };
}

const ask = (word: string): OpenAI.Chat.ChatCompletionMessageParam[] => [
  { role: 'user', content: `Please ${word}` },
];
const tools: OpenAI.Chat.ChatCompletionTool[] = [
  { type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: {} } } },
];

const use = join(REPOSITORY, 'examples/cohere');

describe.each<[string, unknown]>([
  ['in process', use],
  ['in a worker', { use, isolation: 'worker' }],
])('the example cohere by its path, %s', (_where, plugin) => {
  let cohere: CohereServer;
  let gateway: GatewayProcess;
  let client: OpenAI;

  beforeAll(async () => {
    await ensureBuilt();
    cohere = await startCohere(answerTo);
    gateway = await startGateway({
      config: JSON.stringify({
        version: 1,
        policy: 'policy.yaml',
        plugins: [plugin],
        providers: { cohere: { api_key: 'key-of-cohere', base_url: cohere.url } },
      }),
      policy: policyYaml([{ name: 'all', match: 'any', targets: ['cohere/command-a'] }]),
    });
    client = new OpenAI({ baseURL: `${gateway.apiUrl}/v1`, apiKey: 'callers-own', maxRetries: 0 });
  }, 180_000);
  afterAll(async () => {
    await gateway.kill();
    await cohere.stop();
  });

  it('answers the official client', async () => {
    const reply = await client.chat.completions.create({ model: 'chat', messages: ask('talk'), top_p: 0.5 });
    expect(reply.choices[0]).toMatchObject({ message: { content: 'Ahoy ⚓' }, finish_reason: 'stop' });
    expect(reply.usage).toMatchObject({ prompt_tokens: 5, completion_tokens: 7 });
    expect(cohere.requests.at(-1)).toEqual({
      path: '/v2/chat',
      authorization: 'Bearer key-of-cohere',
      body: {
        model: 'command-a',
        stream: false,
        messages: [{ role: 'user', content: 'Please talk' }],
        p: 0.5,
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
    expect(counted).toMatchObject({ prompt_tokens: 5, completion_tokens: 7 });
  });

  it.each([false, true])('calls its tools (stream: %s)', async (stream) => {
    const wish = { model: 'chat', messages: ask('call'), tools };
    const { choices } = stream
      ? await client.chat.completions.stream(wish).finalChatCompletion()
      : await client.chat.completions.create(wish);
    expect(choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { tool_calls: [{ id: 'c1', function: { name: 'weather', arguments: '{"at":"Ulm"}' } }] },
    });
  });

  it('tells it what was refused, and why', async () => {
    const refused = client.chat.completions.create({ model: 'chat', messages: ask('refuse') });
    await expect(refused).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('too many tokens'),
    });
  });

  it('an answer that fails on the way is an error to it', async () => {
    const stream = client.chat.completions.stream({ model: 'chat', messages: ask('fail') });
    await expect(stream.finalChatCompletion()).rejects.toThrow('lost the model');
  });

  it('serves beside its own dialect those that it shares', async () => {
    const { data } = await client.embeddings.create({ model: 'v', input: 'Ahoy', encoding_format: 'float' });
    expect(data[0]?.embedding).toEqual([0.5]);
    const ranked = await call(`${gateway.apiUrl}/v1/rerank`, { model: 'r', query: 'q', documents: ['a'] });
    expect(JSON.parse(ranked.text)).toMatchObject({ results: [{ index: 0 }] });
    expect(cohere.requests.slice(-2).map(({ path }) => path)).toEqual([
      '/compatibility/v1/embeddings',
      '/v2/rerank',
    ]);
  });
});
