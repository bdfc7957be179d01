import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import type { ConversationDialect } from '@fairlead/plugin-sdk';
import { lendHttpDispatcher } from './simulator-server-fetch.js';
import { startSimulatorServer, type SimulatorServer } from './simulator-server.js';

const model = 'swift';
const question = 'Please use get_weather and get_time.';
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const names = ['get_weather', 'get_time'];

/** A vendor for each test of a block. */
function serving(
  dialect: ConversationDialect,
  options: Record<string, unknown> = {},
): { readonly now: SimulatorServer } {
  const holder = {} as { now: SimulatorServer };
  beforeEach(async () => (holder.now = await startSimulatorServer({ dialect, options })));
  afterEach(() => holder.now.stop());
  return holder;
}

describe('the official openai client', () => {
  const chat = serving('openai-chat');
  const responses = serving('openai-responses');
  const clientOf = ({ now }: { now: SimulatorServer }, apiKey = now.apiKey): OpenAI =>
    new OpenAI({ baseURL: now.baseUrl, apiKey, maxRetries: 0 });
  const messages = [{ role: 'user' as const, content: question }];
  const tools = names.map((name) => ({ type: 'function' as const, function: { name, parameters: schema } }));

  it('gets a chat, and calls of more than one tool', async () => {
    const plain = await clientOf(chat).chat.completions.create({ model, messages });
    expect(plain.choices[0]?.message.content).toMatch(/\w{3}/);
    const { choices } = await clientOf(chat).chat.completions.create({ model, messages, tools });
    expect(choices[0]?.message.tool_calls).toMatchObject(names.map((name) => ({ function: { name } })));
    expect(chat.now.requests.map((request) => [request.dialect, request.body['messages']])).toEqual([
      ['openai-chat', messages],
      ['openai-chat', messages],
    ]);
  });

  it('puts a streamed chat together', async () => {
    const stream = clientOf(chat).chat.completions.stream({ model, messages, tools });
    const { choices } = await stream.finalChatCompletion();
    expect(choices[0]?.message.tool_calls).toMatchObject(
      names.map((name) => ({ function: { name, arguments: '{"city":"harbour"}' } })),
    );
  });

  it('gets vectors, completions, moderations and the list of models', async () => {
    const client = clientOf(chat);
    const { data } = await client.embeddings.create({ model, input: ['a', 'b'], dimensions: 8 });
    expect(data.map(({ embedding }) => embedding.length)).toEqual([8, 8]);
    expect((await client.completions.create({ model, prompt: 'Ahoy' })).choices[0]?.text).toMatch(/\w/);
    expect((await client.moderations.create({ input: 'hate' })).results[0]?.flagged).toBe(true);
    expect((await client.models.list()).data.map(({ id }) => id)).toEqual([model]);
  });

  it('gets a response, and goes on from it', async () => {
    const client = clientOf(responses);
    const first = await client.responses.create({ model, input: question });
    expect(first.output_text).toMatch(/\w{3}/);
    const second = await client.responses.create({ model, input: 'And?', previous_response_id: first.id });
    expect(second.previous_response_id).toBe(first.id);
  });

  it('puts a streamed response together, thoughts and calls', async () => {
    const stream = clientOf(responses).responses.stream({
      model,
      input: question,
      reasoning: { effort: 'low', summary: 'auto' },
      tools: names.map((name) => ({ type: 'function', name, parameters: schema, strict: false })),
    });
    const { output, status } = await stream.finalResponse();
    expect([status, ...output.map(({ type }) => type)]).toEqual([
      'completed',
      'reasoning',
      'function_call',
      'function_call',
    ]);
  });

  it('knows a refusal for what it is', async () => {
    const wrongKey = clientOf(chat, 'wrong').chat.completions.create({ model, messages });
    await expect(wrongKey).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
    const unknown = clientOf(responses).responses.create({
      model,
      input: 'a',
      previous_response_id: 'resp_1',
    });
    await expect(unknown).rejects.toMatchObject({ code: 'previous_response_not_found' });
    const elsewhere = clientOf(responses).chat.completions.create({ model, messages });
    await expect(elsewhere).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    expect(responses.now.requests).toHaveLength(1);
  });
});

describe('the official anthropic client', () => {
  const vendor = serving('anthropic-messages');
  const clientOf = (apiKey = vendor.now.apiKey): Anthropic =>
    new Anthropic({ baseURL: vendor.now.url, apiKey, maxRetries: 0 });
  const ask = { model, max_tokens: 2000, messages: [{ role: 'user' as const, content: question }] };
  const thinking = { type: 'enabled' as const, budget_tokens: 1024 };
  const tools = names.map((name) => ({ name, input_schema: schema as Anthropic.Tool.InputSchema }));

  it('gets a message', async () => {
    const { content, stop_reason: reason } = await clientOf().messages.create(ask);
    expect([reason, content]).toEqual(['end_turn', [{ type: 'text', text: expect.stringMatching(/\w{3}/) }]]);
    expect(vendor.now.requests).toMatchObject([
      { dialect: 'anthropic-messages', path: '/v1/messages', body: ask },
    ]);
  });

  it('puts a stream together that it can send back', async () => {
    const asked = { ...ask, thinking, tools };
    const first = await clientOf().messages.stream(asked).finalMessage();
    expect(first.content.map(({ type }) => type)).toEqual(['thinking', 'tool_use', 'tool_use']);
    const results = first.content.flatMap((block) =>
      block.type === 'tool_use'
        ? [{ type: 'tool_result' as const, tool_use_id: block.id, content: 'fine' }]
        : [],
    );
    const history = [
      ...ask.messages,
      { role: 'assistant' as const, content: first.content as Anthropic.ContentBlockParam[] },
      { role: 'user' as const, content: results },
    ];
    const second = await clientOf().messages.create({ ...asked, messages: history });
    expect(second.content.map(({ type }) => type)).toEqual(['thinking', 'text']);
  });

  it('has tokens counted and models listed', async () => {
    const { messages } = ask;
    expect((await clientOf().messages.countTokens({ model, messages })).input_tokens).toBe(9);
    expect((await clientOf().models.list()).data.map(({ id }) => id)).toEqual([model]);
  });

  it('knows a refusal for what it is', async () => {
    await expect(clientOf('wrong').messages.create(ask)).rejects.toBeInstanceOf(
      Anthropic.AuthenticationError,
    );
    const unknownField = { ...ask, response_format: {} };
    await expect(clientOf().messages.create(unknownField)).rejects.toBeInstanceOf(Anthropic.BadRequestError);
    const headers = { 'x-api-key': vendor.now.apiKey };
    const bare = await fetch(`${vendor.now.baseUrl}/messages`, { method: 'POST', headers, body: '{}' });
    expect([bare.status, await bare.text()]).toEqual([400, expect.stringContaining('anthropic-version')]);
  });
});

describe('the official anthropic client of a failing vendor', () => {
  const vendor = serving('anthropic-messages', { fail_rate: '100%', fail_with: 'error_in_stream' });

  it('hears of a failure half-way', async () => {
    const client = new Anthropic({ baseURL: vendor.now.url, apiKey: vendor.now.apiKey, maxRetries: 0 });
    const messages = [{ role: 'user' as const, content: question }];
    const stream = client.messages.stream({ model, max_tokens: 99, messages });
    await expect(stream.finalMessage()).rejects.toThrow('Overloaded');
  });
});

describe('the official google client', () => {
  beforeAll(lendHttpDispatcher);
  const vendor = serving('gemini');
  const clientOf = (apiKey = vendor.now.apiKey): GoogleGenAI =>
    new GoogleGenAI({ apiKey, httpOptions: { baseUrl: vendor.now.url } });
  const tools = [{ functionDeclarations: names.map((name) => ({ name, parametersJsonSchema: schema })) }];
  const config = { tools, thinkingConfig: { includeThoughts: true } };

  it('gets contents, and calls of more than one tool', async () => {
    const { models } = clientOf();
    expect((await models.generateContent({ model, contents: question })).text).toMatch(/\w{3}/);
    const { functionCalls } = await models.generateContent({ model, contents: question, config });
    expect(functionCalls?.map(({ name }) => name)).toEqual(names);
    expect(vendor.now.requests.map((request) => [request.model, request.stream])).toEqual([
      [model, false],
      [model, false],
    ]);
  });

  it('puts a streamed chat together that it can go on with', async () => {
    const chat = clientOf().chats.create({ model: 'gemini-3-flash', config: { tools } });
    const calls: string[] = [];
    for await (const chunk of await chat.sendMessageStream({ message: question }))
      for (const { name } of chunk.functionCalls ?? []) calls.push(name!);
    expect(calls).toEqual(names);
    const message = names.map((name) => ({ functionResponse: { name, response: { output: 'fine' } } }));
    expect((await chat.sendMessage({ message })).text).toMatch(/\w{3}/);
  });

  it('has tokens counted and contents embedded', async () => {
    const { models } = clientOf();
    expect((await models.countTokens({ model, contents: question })).totalTokens).toBe(9);
    const { embeddings } = await models.embedContent({
      model,
      contents: ['a', 'b'],
      config: { outputDimensionality: 8 },
    });
    expect(embeddings?.map(({ values }) => values?.length)).toEqual([8, 8]);
  });

  it('knows a refusal for what it is', async () => {
    const refused = clientOf('wrong').models.generateContent({ model, contents: question });
    await expect(refused).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('API key not valid'),
    });
    const bare = await fetch(`${vendor.now.baseUrl}/models`);
    expect(bare.status).toBe(403);
  });
});
