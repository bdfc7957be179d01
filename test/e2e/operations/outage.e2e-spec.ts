import { setTimeout as sleep } from 'node:timers/promises';
import { ok, slowDrip, type Behaviour } from '../../support/behaviours/index.js';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { call } from '../../support/http-call.js';
import { readStream, streamedText } from '../../support/sse.js';
import { until } from '../../support/time.js';

const BODY = { model: 'chat', messages: [{ role: 'user', content: 'Ahoy' }] };
const WHOLE = 'The quick brown fox jumps over the lazy dog';
/** 50 requests a second. */
const EVERY_MS = 20;

/** Streams take a fifth of a second, so that many are under way at any moment. */
const steady: Behaviour = {
  name: 'steady',
  play: (turn) => (turn.streamed ? slowDrip(EVERY_MS) : ok({ text: WHOLE })).play(turn),
};

/** How one request ended: well, in an error event after some content, or in any way that it must not. */
type Ending = string;

describe('an outage under load', () => {
  let servers: FaultServer[];
  let gateway: GatewayProcess;
  const endings: Promise<Ending>[] = [];

  beforeAll(async () => {
    await ensureBuilt();
    servers = await Promise.all([startFaultServer(), startFaultServer(), startFaultServer()]);
    for (const server of servers) server.always(steady);
    const names = ['a', 'b', 'c'];
    const short = {
      passive: { consecutive_failures: 2 },
      ejection: { base: '300ms', max: '1s' },
      probation: { successes: 1 },
      slow_start: { window: '300ms' },
      active: { probe: 'none' },
    };
    const targets = names.map((name) => `${name}/m`);
    gateway = await startGateway({
      config: fairleadYaml(
        Object.fromEntries(names.map((name, n) => [name, { base_url: servers[n]?.baseUrl ?? '' }])),
      ),
      policy: policyYaml([{ name: 'chat', match: { model: 'chat' }, targets, health: 'short' }], {
        health_profiles: { short },
      }),
    });
  }, 180_000);
  afterAll(async () => {
    await gateway.stop();
    await Promise.all(servers.map((server) => server.stop()));
  });

  const url = (): string => `${gateway.apiUrl}/v1/chat/completions`;
  const unary = async (): Promise<Ending> => {
    const { status, text, ending } = await call(url(), BODY);
    return status === 200 && ending === 'complete' && text.includes(WHOLE) ? 'whole' : `${status} ${text}`;
  };
  const stream = async (): Promise<Ending> => {
    const { status, events, ending, text } = await readStream(url(), { ...BODY, stream: true });
    const last = events.at(-1)?.data ?? '';
    const said = streamedText(events);
    if (status !== 200 || ending !== 'complete') return `${status} ${ending} ${text}`;
    if (last === '[DONE]' && said === WHOLE) return 'whole';
    return last.startsWith('{"error"') && said !== '' && WHOLE.startsWith(said)
      ? 'broken, and said so'
      : text;
  };
  const load = async (enough: () => boolean): Promise<void> => {
    while (!enough()) {
      const ask = endings.length % 2 === 0 ? unary : stream;
      endings.push(ask().catch((error: Error) => error.message));
      await sleep(EVERY_MS);
    }
  };

  it('loses no request that another target could answer, and no stream silently', async () => {
    const [victim] = servers as [FaultServer];
    await load(() => endings.length >= 100);
    const connections = victim.connectionCount;
    await victim.kill();
    const metAtKill = victim.requests.length;
    await load(() => endings.length >= 200);
    await victim.revive();
    const limit = endings.length + 300;
    await load(() => victim.requests.length >= metAtKill + 30 || endings.length >= limit);
    expect(victim.requests.length).toBeGreaterThanOrEqual(metAtKill + 30);

    const all = await Promise.all(endings);
    const broken = all.filter((ending) => ending === 'broken, and said so').length;
    expect(all.filter((ending) => ending !== 'whole' && ending !== 'broken, and said so')).toEqual([]);
    // Only what was under way on a connection that died can break, and some had content with their callers.
    expect(broken).toBeGreaterThan(0);
    expect(broken).toBeLessThanOrEqual(connections);
    expect(all.filter((ending, n) => n % 2 === 0 && ending !== 'whole')).toEqual([]);

    await until('every exchange in the log', () => exchanges().length === all.length);
    expect(exchanges().filter(({ outcome }) => outcome === 'partial')).toHaveLength(broken);
    const { text } = await call(`${gateway.adminUrl}/metrics`);
    expect(text).toContain(`outcome="partial"} ${broken}\n`);
    expect(text).toMatch(/^fairlead_failovers_total\{route="chat",from="a\/m"/m);
    for (const id of ['a/m', 'b/m', 'c/m']) expect(text).toContain(`fairlead_inflight{target="${id}"} 0\n`);
    const changes = gateway.logs().filter(({ msg }) => msg === 'health');
    expect(JSON.stringify(changes)).toContain('ejected');
  }, 30_000);

  const exchanges = () => gateway.logs().filter(({ msg }) => msg === 'exchange');
});
