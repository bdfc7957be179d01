import { request } from 'node:http';
import * as does from '../../support/behaviours/index.js';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { call } from '../../support/http-call.js';
import { readStream } from '../../support/sse.js';
import { until } from '../../support/time.js';

let servers: FaultServer[] = [];
let gateway: GatewayProcess;

/** Two providers, `a` before `b`; further keys of the one route may be given. */
async function start(
  route: Readonly<Record<string, unknown>> = {},
  targets: readonly string[] = ['a/m', 'b/m'],
): Promise<FaultServer[]> {
  await ensureBuilt();
  servers = await Promise.all([startFaultServer(), startFaultServer()]);
  const [a, b] = servers as [FaultServer, FaultServer];
  gateway = await startGateway({
    config: fairleadYaml({ a: { base_url: a.baseUrl }, b: { base_url: b.baseUrl } }),
    policy: policyYaml([
      {
        name: 'chat',
        match: { model: 'chat' },
        tiers: targets.map((target) => ({ targets: [target] })),
        failover: { backoff: { base: '1ms', max: '2ms' } },
        ...route,
      },
    ]),
  });
  return [a, b];
}

afterEach(async () => {
  await gateway.stop();
  await Promise.all(servers.map((server) => server.stop()));
}, 30_000);

const url = () => `${gateway.apiUrl}/v1/chat/completions`;
const ask = (headers: Record<string, string> = {}) =>
  call(url(), { model: 'chat', messages: [] }, { headers });
const targets = async () => {
  const { text } = await call(`${gateway.apiUrl}/health/full`);
  return (
    JSON.parse(text) as {
      details: {
        targets: Record<
          string,
          { circuit: string; obstacle?: string; model: { consecutiveFailures: number } }
        >;
      };
    }
  ).details.targets;
};

describe('a caller that leaves', () => {
  it('in the middle of a stream: the provider sees it at once', async () => {
    const [a] = await start();
    a!.always(does.slowDrip(50));
    await readStream(url(), { model: 'chat', messages: [], stream: true }, { abortAfter: 2 });
    await until('the abort', () => a!.requests[0]!.aborted || undefined);
    expect(a!.requests).toHaveLength(1);
  }, 30_000);

  it('before the first byte: the provider sees it, and nobody else is asked', async () => {
    const [a, b] = await start();
    a!.always(does.noAnswer());
    const leave = new AbortController();
    const asked = call(url(), { model: 'chat', messages: [], stream: true }, { signal: leave.signal }).catch(
      () => undefined,
    );
    await until('the request', () => a!.requests[0]);
    leave.abort();
    await asked;
    await until('the abort', () => a!.requests[0]!.aborted || undefined);
    expect([a!.requests.length, b!.requests.length]).toEqual([1, 0]);
    expect((await targets())['a/m']).toMatchObject({ circuit: 'healthy', model: { consecutiveFailures: 0 } });
  }, 30_000);
});

describe('a caller that reads slowly', () => {
  it('holds the provider back instead of filling memory', async () => {
    const [a] = await start({ timeouts: { idle: '2s' } });
    const total = 96 * 1024 * 1024;
    a!.always(does.hugeStream(total));
    const body = JSON.stringify({ model: 'chat', messages: [], stream: true });
    const received = await new Promise<number>((resolve, reject) => {
      const outgoing = request(url(), { method: 'POST' }, (incoming) => {
        incoming.pause();
        void until('the provider is blocked', () => a!.requests[0]!.blocked || undefined).then(() => {
          const { bytesSent } = a!.requests[0]!;
          incoming.destroy();
          resolve(bytesSent);
        }, reject);
      });
      outgoing.on('error', () => undefined);
      outgoing.end(body);
    });
    expect(received).toBeLessThan(total / 2);
  }, 60_000);
});

describe('circuits', () => {
  it('five failures in a row take a target out, and traffic goes on elsewhere', async () => {
    const [a, b] = await start();
    a!.always(does.notJson());
    for (let i = 0; i < 8; i++) expect((await ask()).status).toBe(200);
    expect([a!.requests.length, b!.requests.length]).toEqual([5, 8]);
    expect((await targets())['a/m']).toMatchObject({ circuit: 'ejected', obstacle: 'circuit:ejected' });
  }, 30_000);

  it('the only target of a route is never locked out', async () => {
    const [a] = await start({}, ['a/m']);
    a!.always(does.notJson());
    for (let i = 0; i < 8; i++) expect((await ask()).status).toBe(502);
    a!.always(does.ok());
    expect((await ask()).status).toBe(200);
  }, 30_000);

  it('when everyone is out, the one due back soonest is tried once, and the answer says so', async () => {
    const [a, b] = await start();
    a!.always(does.emptyBody());
    b!.always(does.emptyBody());
    for (let i = 0; i < 5; i++) await ask();
    a!.always(does.ok());
    b!.always(does.ok());
    const answer = await ask();
    expect([
      answer.status,
      answer.headers['x-fairlead-panic'],
      answer.headers['x-fairlead-attempts'],
    ]).toEqual([200, '1', '1']);
  }, 30_000);

  it('with fail_fast it is a 503 that says when to come back', async () => {
    const [a, b] = await start({ panic: { mode: 'fail_fast' } });
    a!.always(does.emptyBody());
    b!.always(does.emptyBody());
    for (let i = 0; i < 5; i++) await ask();
    const before = [a!.requests.length, b!.requests.length];
    const answer = await ask();
    expect([answer.status, answer.headers['x-should-retry']]).toEqual([503, 'true']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect([a!.requests.length, b!.requests.length]).toEqual(before);
  }, 30_000);

  it('a request that is poison charges nobody', async () => {
    const [a, b] = await start();
    a!.always(does.failStatus(500));
    b!.always(does.failStatus(500));
    for (let i = 0; i < 4; i++) expect((await ask()).status).toBe(502);
    expect(await targets()).toMatchObject({
      'a/m': { circuit: 'healthy', model: { consecutiveFailures: 0 } },
      'b/m': { circuit: 'healthy', model: { consecutiveFailures: 0 } },
    });
  }, 30_000);

  it('a refused key takes its provider out at once, and health says why', async () => {
    const [a] = await start();
    a!.always(does.unauthorized());
    await ask();
    await ask();
    expect(a!.requests).toHaveLength(1);
    expect((await targets())['a/m']).toMatchObject({ circuit: 'healthy', obstacle: 'config:auth_invalid' });
  }, 30_000);
});

describe('limits', () => {
  it.each([
    ['max_attempts', { failover: { max_attempts: 1 } }, {}, [1, 0]],
    [
      'a caller on its own retry gets half',
      { failover: { max_attempts: 2, backoff: { base: '1ms' } } },
      { 'x-stainless-retry-count': '1' },
      [1, 0],
    ],
    ['no second try on the same target', { failover: { same_target_retries: 0 } }, {}, [1, 1]],
    ['a rule that surfaces', { failover: { rules: { server_error: 'surface' } } }, {}, [1, 0]],
  ] as [string, object, Record<string, string>, number[]][])(
    '%s',
    async (_name, route, headers, calls) => {
      const [a, b] = await start(route as Record<string, unknown>);
      a!.always(does.failStatus(500));
      await ask(headers);
      expect([a!.requests.length, b!.requests.length]).toEqual(calls);
    },
    30_000,
  );
});
