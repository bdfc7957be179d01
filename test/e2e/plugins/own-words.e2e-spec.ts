import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { call } from '../../support/http-call.js';
import { readStream } from '../../support/sse.js';
import { OWN_WORDS_PLUGIN } from './own-words-plugin.js';

interface Seen {
  readonly url: string;
  readonly key: unknown;
  readonly body: Record<string, unknown>;
}

let answer: (response: ServerResponse, body: Record<string, unknown>) => void;
const seen: Seen[] = [];
let vendor: Server;
let gateway: GatewayProcess;
let openai: OpenAI;
let anthropic: Anthropic;

async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = (await json(incoming)) as Record<string, unknown>;
  seen.push({ url: incoming.url ?? '', key: incoming.headers['x-own-key'], body });
  answer(response, body);
}

beforeAll(async () => {
  await ensureBuilt();
  vendor = createServer((incoming, response) => void serve(incoming, response));
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
  const base_url = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`;
  const route = (model: string): object => ({ name: model, match: { model }, targets: [`${model}/one`] });
  gateway = await startGateway({
    config: fairleadYaml(
      { own: { type: 'own', base_url }, inner: { type: 'inner', base_url } },
      { plugins: [OWN_WORDS_PLUGIN] },
    ),
    policy: policyYaml([route('own'), route('inner')], {
      defaults: { failover: { same_target_retries: 0 } },
    }),
  });
  openai = new OpenAI({ baseURL: `${gateway.apiUrl}/v1`, apiKey: 'k', maxRetries: 0 });
  anthropic = new Anthropic({ baseURL: gateway.apiUrl, apiKey: 'k', maxRetries: 0 });
}, 180_000);
afterAll(async () => {
  await gateway.stop();
  vendor.closeAllConnections();
  vendor.close();
});

const ask = (model: string, content: string) => ({ model, messages: [{ role: 'user' as const, content }] });
const lines = (...events: object[]): string => events.map((event) => `${JSON.stringify(event)}\n`).join('');

describe('a provider with a dialect of its own', () => {
  it('answers a caller of chat completions', async () => {
    answer = (response, body) => response.end(JSON.stringify({ said: `aye, ${String(body['ask'])}` }));
    const { choices, usage } = await openai.chat.completions.create(ask('own', 'Ahoy'));
    expect(choices[0]!.message.content).toBe('aye, Ahoy');
    expect(usage).toMatchObject({ prompt_tokens: 3, completion_tokens: 4 });
    expect(seen.at(-1)).toEqual({
      url: '/own-words/one?live=false',
      key: 'key-of-own',
      body: { ask: 'Ahoy', voice: 'one', live: false },
    });
  });

  it('streams to callers of any dialect, wherever its bytes are cut', async () => {
    const text = Buffer.from(lines({ say: 'äh' }, { say: 'oy' }, { over: true, tokens: 2 }));
    answer = (response) => {
      response.write(text.subarray(0, 9));
      setTimeout(() => response.end(text.subarray(9)), 20);
    };
    expect(await openai.chat.completions.stream(ask('own', 'Ahoy')).finalContent()).toBe('ähoy');
    const { output_text } = await openai.responses.stream({ model: 'own', input: 'Ahoy' }).finalResponse();
    expect(output_text).toBe('ähoy');
    const message = await anthropic.messages.stream({ ...ask('own', 'Ahoy'), max_tokens: 9 }).finalMessage();
    expect(message).toMatchObject({
      content: [{ type: 'text', text: 'ähoy' }],
      usage: { output_tokens: 2 },
      stop_reason: 'end_turn',
    });
  });

  it.each<[string, string, RegExp]>([
    ['is cut', lines({ say: 'half' }), /ended before|broke|stream_broken/i],
    ['holds an error', lines({ say: 'half' }, { oops: 'engine on fire' }), /engine on fire|overloaded/],
  ])('a stream that %s ends in an error event', async (_, text, told) => {
    answer = (response) => {
      const [first, ...rest] = text.split(/(?<=\n)/);
      response.write(first);
      setTimeout(() => response.end(rest.join('')), 50);
    };
    const { events } = await readStream(`${gateway.apiUrl}/v1/chat/completions`, {
      ...ask('own', 'Ahoy'),
      stream: true,
    });
    expect(events.at(-1)?.data).toMatch(told);
    expect(events.map(({ data }) => data)).not.toContain('[DONE]');
  });

  it('is judged by its own words', async () => {
    answer = (response) => response.writeHead(418).end('{"why":"tired"}');
    const { status, text } = await call(`${gateway.apiUrl}/v1/chat/completions`, ask('own', 'Ahoy'));
    expect([status, JSON.parse(text)]).toMatchObject([503, { error: { code: 'overloaded' } }]);
  });

  it('refuses what it cannot say before anything is sent', async () => {
    const asked = seen.length;
    const tools = [{ type: 'function', function: { name: 'sail', parameters: { type: 'object' } } }];
    const { status, text } = await call(`${gateway.apiUrl}/v1/chat/completions`, {
      ...ask('own', 'Ahoy'),
      tools,
    });
    expect([status, text]).toEqual([400, expect.stringContaining('this vendor has no tools')]);
    expect(seen).toHaveLength(asked);
  });

  it('without JSON in its reply has broken the protocol', async () => {
    answer = (response) => response.end('<html>');
    const { status, text } = await call(`${gateway.apiUrl}/v1/chat/completions`, ask('own', 'Ahoy'));
    expect([status, JSON.parse(text)]).toMatchObject([502, { error: { code: 'protocol_error' } }]);
  });
});

describe('a provider that exchanges parts', () => {
  it('answers whole and streamed', async () => {
    const { choices, usage, model } = await openai.chat.completions.create(ask('inner', 'Ahoy'));
    expect([choices[0]!.message.content, usage?.total_tokens, model]).toEqual(['heard Ahoy', 7, 'inner-1']);
    expect(await openai.chat.completions.stream(ask('inner', 'Ahoy')).finalContent()).toBe('heard Ahoy');
    expect(await anthropic.messages.stream({ ...ask('inner', 'Ahoy'), max_tokens: 9 }).finalText()).toBe(
      'heard Ahoy',
    );
  });

  it.each<[string, boolean, number, string]>([
    ['overload', false, 503, 'overloaded'],
    ['overload', true, 503, 'overloaded'],
    ['disorder', false, 502, 'protocol_error'],
    ['disorder', true, 502, 'protocol_error'],
    ['cut', false, 502, 'stream_broken'],
  ])('%s, streamed %s: %d %s', async (content, stream, status, code) => {
    const reply = await call(`${gateway.apiUrl}/v1/chat/completions`, { ...ask('inner', content), stream });
    expect([reply.status, JSON.parse(reply.text)]).toMatchObject([status, { error: { code } }]);
  });

  it('that breaks off its stream has not ended it', async () => {
    const { events } = await readStream(`${gateway.apiUrl}/v1/chat/completions`, {
      ...ask('inner', 'cut'),
      stream: true,
    });
    expect(events.at(-1)?.data).toMatch(/"error"/);
  });
});
