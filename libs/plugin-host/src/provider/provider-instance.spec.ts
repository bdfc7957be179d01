import type { IncomingMessage } from 'node:http';
import { Fault, type Failure, type FaultClass, type Provider, type QuotaReading } from '@fairlead/plugin-sdk';
import { listenHttp } from '../testing/loopback.js';
import { chat, instanceOf, KEY } from '../testing/provider.js';
import { RecordedReply } from '../testing/recorded-reply.js';
import { HttpTransport } from '../transport/http-transport.js';

const there: Provider = { address: () => 'http://acme.test/v1/chat' };

describe('ProviderInstance', () => {
  const running: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of running.splice(0)) await each.stop();
  });

  /** Sends one request to a server that answers `ok`, and tells what arrived there. */
  async function exchange(
    change: (url: string) => Partial<Provider>,
    request = chat(),
  ): Promise<{ reply: RecordedReply; seen: IncomingMessage[] }> {
    const seen: IncomingMessage[] = [];
    const server = await listenHttp((incoming, response) => {
      seen.push(incoming);
      response.end('ok');
    });
    const transport = new HttpTransport({ env: {} });
    running.push(server, { stop: () => transport.destroy() });
    const make = (): Provider => ({ address: () => `${server.url}/v1/chat`, ...change(server.url) });
    const reply = new RecordedReply();
    instanceOf({ make, transport }).send(request, reply);
    await reply.heard('over');
    return { reply, seen };
  }

  it('sends to the address, signed, in the form that the caller wants back', async () => {
    const request = chat({
      stream: true,
      headers: { traceparent: 't', authorization: 'Bearer of-the-caller' },
    });
    const authorize = (headers: Record<string, string>): void => {
      headers['authorization'] = `Bearer ${KEY}`;
      headers['Accept-Encoding'] = 'gzip';
    };
    const { reply, seen } = await exchange(() => ({ authorize }), request);
    expect(reply.text).toBe('ok');
    expect(seen.map(({ method, url }) => [method, url])).toEqual([['POST', '/v1/chat']]);
    expect(seen[0]?.headers).toMatchObject({
      accept: 'text/event-stream',
      'accept-encoding': 'identity',
      authorization: `Bearer ${KEY}`,
      'content-type': 'application/json',
      traceparent: 't',
      'user-agent': 'fairlead',
    });
  });

  it.each<[string, Partial<Provider>, readonly string[]]>([
    ['it says so itself', { speaks: ['gemini'] }, ['gemini']],
    ['its definition says so', {}, ['openai-chat', 'openai-embeddings']],
  ])('speaks what it does because %s', (_why, change, spoken) => {
    const transport = new HttpTransport({ env: {} });
    running.push({ stop: () => transport.destroy() });
    expect(instanceOf({ make: () => ({ ...there, ...change }), transport }).speaks).toEqual(spoken);
  });

  it.each<[string, Partial<Provider>, FaultClass]>([
    ['address throws', { address: () => boom() }, 'gateway_error'],
    ['authorize throws', { authorize: () => boom() }, 'gateway_error'],
    ['address is no URL', { address: () => `?key=${encodeURIComponent(KEY)}` }, 'gateway_error'],
    [
      'address throws a fault of its own',
      { address: () => ownFault('unsupported_parameter') },
      'unsupported_parameter',
    ],
    ['address throws a fault of no known class', { address: () => ownFault('typo') }, 'gateway_error'],
  ])(
    'ends the attempt when %s, after send has returned, without the key',
    async (_name, change, faultClass) => {
      const reply = new RecordedReply();
      instanceOf({ make: () => ({ ...there, ...change }) }).send(chat(), reply);
      expect(reply.events).toEqual([]);
      await reply.heard('over');
      expect(reply.fault).toMatchObject({ faultClass });
      const texts = JSON.stringify([reply.fault?.message, reply.fault?.details]);
      expect(texts).not.toContain(KEY);
      expect(texts).not.toContain(encodeURIComponent(KEY));
    },
  );

  it('is silent about an attempt that was aborted before it failed', async () => {
    const reply = new RecordedReply();
    instanceOf({ make: () => ({ ...there, authorize: () => boom() }) })
      .send(chat(), reply)
      .abort();
    await new Promise((resolve) => setImmediate(resolve));
    expect(reply.events).toEqual([]);
  });

  it.each<[string, string]>([
    ['fast', 'acme-fast-2'],
    ['other', 'other'],
    ['constructor', 'constructor'],
    ['__proto__', '__proto__'],
  ])('calls the model %s by its wire name %s', (model, wire) => {
    expect(instanceOf({ make: () => there, models: { fast: 'acme-fast-2' } }).wireModel(model)).toBe(wire);
  });

  it.each<[string, Partial<Provider>, string]>([
    ['its port', { address: () => 'http://acme.test:8000/v1' }, 'acme.test:8000'],
    ["the scheme's port", { address: () => 'https://acme.test/v1' }, 'acme.test:443'],
    ['another dialect, where the first is not served', { address: onlyEmbeddings }, 'vectors.test:443'],
    ['its own name in this process', { respond: () => boom() }, 'local:acme'],
    ['its own name when the plugin cannot say', { address: () => boom() }, 'local:acme'],
  ])('finds its endpoint by %s', (_name, change, endpoint) => {
    expect(instanceOf({ make: () => ({ ...there, ...change }) }).endpointOf('m')).toBe(endpoint);
  });

  it('names its credential without telling it, and anew when the key changes', () => {
    const keyOf = (key: string): string =>
      instanceOf({ make: () => there, config: { api_key: key } }).credentialKey;
    expect(keyOf(KEY)).toMatch(/^acme#[0-9a-f]{8}$/);
    expect(keyOf(` ${KEY}\n`)).toBe(keyOf(KEY));
    expect(keyOf(`${KEY}0`)).not.toBe(keyOf(KEY));
  });

  it('takes its secret out of any text, also percent-encoded', () => {
    const { redact } = instanceOf({ make: () => there });
    expect(redact(`key ${KEY}, ?key=${encodeURIComponent(KEY)}!`)).toBe('key [redacted], ?key=[redacted]!');
  });

  const failure: Failure = { status: 429, headers: {} };
  it.each<[string, Provider['fault'], FaultClass | undefined]>([
    ['refines', () => 'overloaded', 'overloaded'],
    ['keeps', () => undefined, undefined],
    ['throws', () => boom(), undefined],
    ['makes up a class', (() => 'tired') as unknown as Provider['fault'], undefined],
    ['is not there', undefined, undefined],
  ])('classifies by a fault() that %s', (_name, fault, expected) => {
    const instance = instanceOf({ make: () => ({ ...there, ...(fault && { fault }) }) });
    expect(instance.classify(failure)).toBe(expected);
  });

  const reading: QuotaReading = { dimension: 'tokens', limit: 10, remaining: 4, resetInMs: 1000 };
  it.each<[string, unknown, readonly QuotaReading[]]>([
    ['reads', () => [reading], [reading]],
    ['throws', () => boom(), []],
    ['returns no list', () => 'many', []],
    ['returns a half reading', () => [{ ...reading, limit: Number.NaN }, reading, null], [reading]],
    ['is not there', undefined, [{ dimension: 'requests', limit: 60, remaining: 59, resetInMs: 1000 }]],
  ])('reads the quota by a quota() that %s', (_name, quota, expected) => {
    const make = (): Provider => ({ ...there, ...(quota ? { quota: quota as () => [] } : {}) });
    const headers = {
      'x-ratelimit-limit-requests': '60',
      'x-ratelimit-remaining-requests': '59',
      'x-ratelimit-reset-requests': '1s',
    };
    expect(instanceOf({ make }).quota(headers)).toEqual(expected);
  });
});

function boom(): never {
  throw new Error(`cannot use ${KEY}`);
}

function onlyEmbeddings(operation: string): string {
  if (operation === 'embeddings') return 'https://vectors.test/v1';
  throw new Fault('unsupported_parameter', 'embeddings only');
}

/** As of another copy of the SDK, in plain JavaScript. */
function ownFault(faultClass: string): never {
  throw new Fault(faultClass as FaultClass, `${KEY} is no good`, { said: `bad key ${KEY}` });
}
