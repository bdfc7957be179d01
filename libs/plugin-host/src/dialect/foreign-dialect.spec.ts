import type { RequestListener, ServerResponse } from 'node:http';
import {
  defineDialect,
  Fault,
  type DialectDefinition,
  type FaultClass,
  type Provider,
  type StreamPart,
} from '@fairlead/plugin-sdk';
import { asked, partsIn, replyOf, saying } from '../testing/form.js';
import { listenHttp } from '../testing/loopback.js';
import { instanceOf, KEY } from '../testing/provider.js';
import { RecordedReply } from '../testing/recorded-reply.js';
import { HttpTransport } from '../transport/http-transport.js';
import type { ProviderInstance } from '../provider/provider-instance.js';

/** Its events are parts already; a whole reply is `{ "text": … }`. */
const acme: DialectDefinition = defineDialect({
  framing: 'sse',
  encodeRequest: ({ stream, messages }, model) => ({ model, live: stream, turns: messages.length }),
  decodeReply({ text, oops }) {
    if (typeof oops === 'string') throw new Fault('overloaded', oops);
    return replyOf(String(text), 1);
  },
  openDecoder: () => ({ read: ({ json }) => [json as unknown as StreamPart] }),
  readFailure: (_status, body) => ({ code: String(body?.['why']), retryAfterMs: 1500 }),
});

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

async function served(
  listener: RequestListener,
  change: Partial<Provider> = {},
  dialect = acme,
): Promise<ProviderInstance> {
  const server = await listenHttp(listener);
  const transport = new HttpTransport({ env: {} });
  running.push(server, { stop: () => transport.destroy() });
  const make = (): Provider => ({
    speaks: ['acme-v2'],
    address: (_operation, model, { dialect: spoken, stream }) =>
      `${server.url}/${spoken}/${model}?live=${stream}`,
    authorize: (headers) => void (headers['x-key'] = KEY),
    ...change,
  });
  return instanceOf({ make, transport, dialects: { 'acme-v2': dialect } });
}

async function ask(
  answer: (response: ServerResponse) => void,
  stream: boolean,
  dialect = acme,
): Promise<RecordedReply> {
  const instance = await served((_, response) => answer(response), {}, dialect);
  const reply = new RecordedReply();
  instance.send(asked({ stream }), reply);
  await reply.heard('over');
  return reply;
}

const sse = (parts: readonly StreamPart[]): string =>
  parts.map((part) => `data: ${JSON.stringify(part)}\n\n`).join('');

describe('a provider that speaks the dialect of a plugin', () => {
  it('is asked in its words, signed and patched, and the engine sees the form', async () => {
    const seen: unknown[] = [];
    const patch: Provider['patch'] = {
      request: (body, { dialect }) => ({ ...body, patched: dialect }),
    };
    const instance = await served(
      (incoming, response) => {
        incoming.setEncoding('utf8').on('data', (body: string) => {
          seen.push(incoming.url, incoming.headers['accept'], incoming.headers['x-key'], JSON.parse(body));
        });
        response.end('{"text":"Ahoy"}');
      },
      { patch },
    );
    const reply = new RecordedReply();
    expect(instance.speaks).toEqual(['fairlead-form']);
    instance.send(asked(), reply);
    await reply.heard('over');
    const body = { model: 'm', live: false, turns: 1, patched: 'acme-v2' };
    expect(seen).toEqual(['/acme-v2/m?live=false', 'application/json', KEY, body]);
    expect(JSON.parse(reply.text)).toEqual(replyOf('Ahoy', 1));
  });

  it('streams in parts', async () => {
    const reply = await ask(
      (response) => response.setHeader('content-type', 'text/event-stream').end(sse(saying('A', 'hoy'))),
      true,
    );
    expect(partsIn(reply.text)).toEqual(saying('A', 'hoy'));
    expect(reply.events.at(-1)).toBe('end');
  });

  it('refuses in its own words, and may say how long to wait', async () => {
    const reply = await ask((response) => response.writeHead(429).end('{"why":"tired"}'), true);
    expect([reply.status, reply.headers['retry-after-ms']]).toEqual([429, '1500']);
    expect(JSON.parse(reply.text)).toEqual({ error: { code: 'tired' } });
  });

  it('with a refusal that never ends is judged by its status', async () => {
    const page = Buffer.alloc(64 * 1024, 'x');
    const reply = await ask((response) => {
      response.writeHead(503);
      const more = (): void => {
        while (response.write(page));
        response.once('drain', more);
      };
      more();
    }, false);
    expect([reply.status, reply.fault, reply.events.at(-1)]).toEqual([503, undefined, 'end']);
  });

  it.each<[string, string, FaultClass, RegExp]>([
    ['an answer', '{"text":"Ahoy"}', 'protocol_error', /answered a stream request with application\/json/],
    ['an error', '{"oops":"busy"}', 'overloaded', /busy/],
  ])('that answers %s in one piece where a stream was asked for', async (_what, body, faultClass, said) => {
    const json = { 'content-type': 'application/json' };
    const reply = await ask((response) => response.writeHead(200, json).end(body), true);
    expect(reply.fault).toMatchObject({ faultClass });
    expect(reply.fault?.message).toMatch(said);
  });

  const broken: [string, Partial<DialectDefinition>, boolean, RegExp][] = [
    ['decodeReply', { decodeReply: () => raise() }, false, /could not read the reply: bad \[redacted\]/],
    ['openDecoder', { openDecoder: () => raise() }, true, /could not read the reply: bad \[redacted\]/],
    ['read', { openDecoder: () => ({ read: () => raise() }) }, true, /bad \[redacted\]/],
    ['a framing', { framing: () => ({ feed: () => raise() }) }, true, /bad \[redacted\]/],
    ['readFailure', { readFailure: () => raise() }, false, /bad \[redacted\]/],
  ];
  it.each(broken)('has failed where %s throws', async (what, change, stream, message) => {
    const status = what === 'readFailure' ? 400 : 200;
    const reply = await ask(
      (response) => response.writeHead(status).end('data: {}\n\n{}'.slice(stream ? 0 : 10)),
      stream,
      {
        ...acme,
        ...change,
      },
    );
    expect(reply.fault).toMatchObject({ faultClass: 'protocol_error' });
    expect(reply.fault?.message).toMatch(message);
    expect(reply.fault?.message).not.toContain(KEY);
  });

  it('has failed where it cannot write the request, and nothing is sent', async () => {
    let requests = 0;
    const instance = await served(() => requests++, {}, { ...acme, encodeRequest: () => raise() });
    const reply = new RecordedReply();
    instance.send(asked(), reply);
    await reply.heard('over');
    expect([reply.fault?.faultClass, requests]).toEqual(['gateway_error', 0]);
    expect(reply.fault?.message).toMatch(/bad \[redacted\]/);
  });

  it('is classified, probed and asked for its limits as any other', async () => {
    const instance = await served(
      ({ url, headers }, response) =>
        response.writeHead(url === '/models' && headers['x-key'] === KEY ? 200 : 401).end(),
      {
        fault: ({ code }) => (code === 'tired' ? 'overloaded' : undefined),
        quota: () => [{ dimension: 'requests', limit: 10, remaining: 5, resetInMs: 1000 }],
      },
    );
    expect(instance.classify({ status: 418, headers: {}, code: 'tired' })).toBe('overloaded');
    expect(instance.quota({})).toMatchObject([{ limit: 10, remaining: 5 }]);
    expect(instance.endpointOf('m')).toBe(instance.home?.host);
    expect(await instance.probe('tcp', new AbortController().signal, 5000)).toEqual({ result: 'ok' });
  });
});

function raise(): never {
  throw new Error(`bad ${KEY}`);
}
