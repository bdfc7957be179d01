import { NestFactory } from '@nestjs/core';
import { Fairlead, FairleadModule } from '@fairlead/gateway';
import OpenAI from 'openai';
import { hugeStream, ok, stall } from '../../support/behaviours/index.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { until } from '../../support/time.js';
import { configOf, startHost, type Host } from './host.js';

const MESSAGES = [{ role: 'user' as const, content: 'Ahoy' }];
const CHAT = { model: 'chat', messages: MESSAGES };

let provider: FaultServer;
let host: Host;
let client: OpenAI;

beforeAll(async () => {
  provider = await startFaultServer();
  host = await startHost({
    config: configOf(provider, { limits: { body: '1KiB' } }),
    prefix: '/ai',
    mount: { api: false, health: false },
  });
  client = new OpenAI({
    fetch: host.fairlead.fetch,
    baseURL: 'http://fairlead.local/v1',
    apiKey: 'unused',
    maxRetries: 0,
  });
});
afterAll(async () => {
  await host.app.close();
  await provider.stop();
});
beforeEach(() => provider.always(ok()));

describe('a client library over the injected fetch', () => {
  it('gets an answer, with the gateway’s own headers', async () => {
    const { data, response } = await client.chat.completions.create(CHAT).withResponse();
    expect(data.choices[0]?.message.content).toMatch(/\w/);
    expect(response.headers.get('x-fairlead-target')).toBe('one/m');
    expect(provider.requests.at(-1)).toMatchObject({
      body: { model: 'm' },
      headers: { authorization: 'Bearer key-of-one' },
    });
  });

  it('reads a stream as it comes', async () => {
    let said = '';
    for await (const chunk of await client.chat.completions.create({ ...CHAT, stream: true }))
      said += chunk.choices[0]?.delta.content ?? '';
    expect(said).toMatch(/\w/);
  });

  it('is told of errors as over HTTP', async () => {
    await expect(client.chat.completions.create({ ...CHAT, model: 'nobody' })).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
    });
  });

  it('lists the models', async () => {
    const { data } = await client.models.list();
    expect(data.map(({ id }) => id)).toEqual(expect.arrayContaining(['chat', 'one/m']));
  });

  it.each([
    ['before the answer', stall(0), false],
    ['in the middle of a stream', stall(2), true],
  ])('takes the provider with it when it leaves %s', async (_when, behaviour, begun) => {
    provider.always(behaviour);
    const before = provider.requests.length;
    const leave = new AbortController();
    const read = (async () => {
      const stream = await client.chat.completions.create(
        { ...CHAT, stream: true },
        { signal: leave.signal },
      );
      for await (const chunk of stream) if (begun && chunk.choices[0]?.delta.content) leave.abort();
    })();
    const settled = read.then(
      () => 'ended',
      (error: Error) => error.constructor.name,
    );
    const seen = await until('the provider to be asked', () => provider.requests[before]);
    if (!begun) leave.abort();
    // The library ends a stream that its own caller has aborted without an error.
    expect(await settled).toMatch(begun ? /ended/ : /APIUserAbortError/);
    await until('the provider to see it', () => seen.aborted);
  });

  it('holds the provider back while nobody reads', async () => {
    const total = 64 * 1024 * 1024;
    provider.always(hugeStream(total));
    const before = provider.requests.length;
    const answer = await host.fairlead.fetch('http://fairlead.local/v1/chat/completions', {
      method: 'POST',
      body: JSON.stringify({ ...CHAT, stream: true }),
    });
    const seen = provider.requests[before]!;
    await until('the provider is blocked', () => seen.blocked);
    expect(seen.bytesSent).toBeLessThan(total);
    await answer.body?.cancel();
    await until('the provider to see that it was let go', () => seen.aborted);
  });
});

it('streams an upload, as it does off a socket', async () => {
  const form = new FormData();
  form.set('file', new Blob(['x'.repeat(5000)]), 'tide.wav');
  form.set('model', 'chat');
  const answer = await host.fairlead.fetch('http://fairlead.local/v1/audio/transcriptions', {
    method: 'POST',
    body: form,
  });
  expect([answer.status, answer.headers.get('x-fairlead-target')]).toEqual([200, 'one/m']);
  await answer.text();
  const seen = provider.requests.at(-1)!;
  expect(seen.path).toBe('/v1/audio/transcriptions');
  // More than the limit of bodies that are held, and the model's name is the target's.
  expect(seen.bodyText).toContain('x'.repeat(5000));
  expect(seen.bodyText).toMatch(/name="model"\r\n\r\nm\r\n/);
});

it('serves an application without a server', async () => {
  const options = { config: configOf(provider) };
  const context = await NestFactory.createApplicationContext(FairleadModule.forRoot(options), {
    abortOnError: false,
    logger: false,
  });
  const answer = await context.get(Fairlead).send({ dialect: 'openai-chat', body: CHAT });
  expect(answer.status).toBe(200);
  await context.close();
});

describe('send', () => {
  it('answers in the dialect that it was asked in', async () => {
    const { fairlead } = host;
    const anthropic = await fairlead.send({
      dialect: 'anthropic-messages',
      body: { ...CHAT, max_tokens: 9 },
      headers: { 'X-Request-Id': 'job-17' },
    });
    expect([anthropic.status, anthropic.headers['x-request-id']]).toEqual([200, 'job-17']);
    expect(await anthropic.json()).toMatchObject({ type: 'message', role: 'assistant' });
    const gemini = await fairlead.send({
      dialect: 'gemini',
      model: 'chat',
      body: { contents: [{ role: 'user', parts: [{ text: 'Ahoy' }] }] },
    });
    expect(await gemini.json()).toMatchObject({ candidates: [{ finishReason: 'STOP' }] });
  });

  it('gives the events of a stream, and leaving them ends the request', async () => {
    const names: string[] = [];
    const whole = await host.fairlead.send({ dialect: 'openai-chat', body: { ...CHAT, stream: true } });
    for await (const { data } of whole.events()) names.push(data);
    expect(names.at(-1)).toBe('[DONE]');
    provider.always(stall(2));
    const before = provider.requests.length;
    const cut = await host.fairlead.send({ dialect: 'openai-chat', body: { ...CHAT, stream: true } });
    for await (const event of cut.events()) if (event.data) break;
    await until('the provider to see it', () => provider.requests[before]!.aborted);
  });

  it('counts like any other request', async () => {
    await host.fairlead.send({ dialect: 'openai-chat', body: CHAT });
    expect(await host.fairlead.metrics()).toMatch(/fairlead_requests_total\{[^}]*route="chat"[^}]*\} [1-9]/);
    expect(host.fairlead.models().map(({ id }) => id)).toContain('chat');
    expect(host.fairlead.status).toMatchObject({ state: 'loaded' });
  });

  it.each([
    ['a body over the limit', { body: { ...CHAT, pad: 'x'.repeat(2000) } }, 413, 'request_too_large'],
    ['a model that is not there', { body: { ...CHAT, model: 'nobody' } }, 404, 'model_not_found'],
  ])('is refused: %s', async (_what, request, status, code) => {
    const answer = await host.fairlead.send({ dialect: 'openai-chat', ...request });
    expect([answer.status, answer.ok]).toEqual([status, false]);
    expect(await answer.json()).toMatchObject({ error: { code } });
  });

  it('says what is missing', async () => {
    const { fairlead } = host;
    await expect(fairlead.send({ dialect: 'gemini', body: {} })).rejects.toThrow('needs "model"');
    await expect(fairlead.send({ dialect: 'nonsense' as 'gemini', body: {} })).rejects.toThrow('"nonsense"');
    const signal = AbortSignal.abort(new Error('not today'));
    await expect(fairlead.send({ dialect: 'openai-chat', body: CHAT, signal })).rejects.toThrow('not today');
  });
});
