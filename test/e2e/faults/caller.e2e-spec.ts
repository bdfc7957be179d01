import { request, type IncomingMessage } from 'node:http';
import * as does from '../../support/behaviours/index.js';
import { call } from '../../support/http-call.js';
import { readStream } from '../../support/sse.js';
import { until } from '../../support/time.js';
import { startTwoProviders, type TwoProviders } from './two-providers.js';

const MIB = 1024 * 1024;
const STREAMED = { model: 'chat', messages: [], stream: true };

let pair: TwoProviders;

afterEach(() => pair.stop(), 30_000);

const aborted = () => until('the abort', () => pair.a.requests[0]!.aborted || undefined);
const outcome = async () =>
  (await until('the log line', () => pair.gateway.logs().find((line) => line['route'])))['outcome'];

describe('a caller that leaves', () => {
  it('in the middle of a stream: the provider sees it at once', async () => {
    pair = await startTwoProviders();
    pair.a.always(does.slowDrip(50));
    await readStream(pair.url, STREAMED, { abortAfter: 2 });
    await aborted();
    expect([pair.calls, await outcome()]).toEqual([[1, 0], 'cancelled']);
  }, 30_000);

  it.each([
    ['a stream', true],
    ['a document', false],
  ])(
    'before the first byte of %s: the provider sees it, and nobody else is asked',
    async (_, stream) => {
      pair = await startTwoProviders();
      pair.a.always(does.noAnswer());
      const leave = new AbortController();
      const asked = call(pair.url, { ...STREAMED, stream }, { signal: leave.signal }).catch(() => undefined);
      await until('the request', () => pair.a.requests[0]);
      leave.abort();
      await asked;
      await aborted();
      expect([pair.calls, await outcome()]).toEqual([[1, 0], 'cancelled']);
      expect((await pair.targets())['a/m']).toMatchObject({
        circuit: 'healthy',
        model: { consecutiveFailures: 0 },
      });
    },
    30_000,
  );

  it('during a pause between two attempts: there is no second one', async () => {
    pair = await startTwoProviders({ route: { failover: { backoff: { base: '5s', jitter: 'none' } } } });
    pair.a.always(does.failStatus(500));
    const leave = new AbortController();
    const asked = call(pair.url, STREAMED, { signal: leave.signal }).catch(() => undefined);
    await until('the refusal', () => (pair.a.requests[0]?.bytesSent ?? 0) > 0);
    leave.abort();
    await asked;
    expect([await outcome(), pair.calls]).toEqual(['cancelled', [1, 0]]);
  }, 30_000);
});

describe('a caller that reads slowly', () => {
  it('holds the provider back instead of filling memory', async () => {
    pair = await startTwoProviders({ route: { timeouts: { idle: '2s' } } });
    const total = 96 * MIB;
    pair.a.always(does.hugeStream(total));
    const incoming = await openPaused();
    const { requests } = pair.a;
    await until('the provider is blocked', () => requests[0]!.blocked || undefined);
    await until('nothing moves', () => standsStill(() => requests[0]!.bytesSent), { timeoutMs: 20_000 });
    expect(requests[0]!.bytesSent).toBeLessThan(total / 2);
    // It has stood still for longer than `idle` by now: that was not the provider's silence.
    let received = 0;
    let end = '';
    for await (const bytes of incoming as AsyncIterable<Buffer>) {
      received += bytes.length;
      end = bytes.toString().slice(-14);
    }
    expect(received).toBeGreaterThan(total);
    expect(end).toBe('data: [DONE]\n\n');
    expect(pair.calls).toEqual([1, 0]);
  }, 60_000);
});

function openPaused(): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = request(pair.url, { method: 'POST', agent: false }, (incoming) => {
      incoming.pause();
      resolve(incoming);
    });
    outgoing.on('error', reject);
    outgoing.end(JSON.stringify(STREAMED));
  });
}

/** The same number twice, half a second apart. */
async function standsStill(read: () => number): Promise<boolean> {
  const before = read();
  await new Promise((resolve) => setTimeout(resolve, 2500));
  return read() === before;
}
