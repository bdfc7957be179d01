import {
  failStatus,
  noAnswer,
  ok,
  rateLimited,
  resetMidStream,
  slowDrip,
  type Behaviour,
} from '../../support/behaviours/index.js';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess, type LogLine } from '../../support/gateway-process.js';
import { call, type HttpAnswer } from '../../support/http-call.js';
import { until } from '../../support/time.js';

/** What a copy meets, and as what it is counted. */
const TABLE: readonly [Behaviour, string][] = [
  [ok(), 'ok'],
  [failStatus(500), 'server_error'],
  [failStatus(401), 'auth_invalid'],
  [resetMidStream(1), 'stream_broken'],
  [noAnswer(), 'timeout_first_token'],
  [slowDrip(200), 'ok'],
  [rateLimited({ retryAfterSeconds: 3600 }), 'rate_limited'],
];

describe('a shadow beside live traffic', () => {
  let live: FaultServer;
  let other: FaultServer;
  let gateway: GatewayProcess;

  beforeAll(async () => {
    await ensureBuilt();
    [live, other] = await Promise.all([startFaultServer(), startFaultServer()]);
    const timeouts = { first_token: '1s' };
    gateway = await startGateway({
      config: fairleadYaml(
        { old: { base_url: live.baseUrl }, new: { base_url: other.baseUrl } },
        { log: { level: 'debug' } },
      ),
      policy: policyYaml([
        { name: 'plain', match: { model: 'plain' }, targets: ['old/m'], timeouts },
        {
          name: 'copied',
          match: { model: 'copied' },
          targets: ['old/m'],
          timeouts,
          shadow: [{ target: 'new/m', sample: '100%', unless: 'tools' }],
        },
      ]),
    });
  }, 180_000);
  afterAll(async () => {
    await gateway.stop();
    await Promise.all([live, other].map((server) => server.stop()));
  });

  const ask = (model: string, stream: boolean, more: object = {}): Promise<HttpAnswer> =>
    call(`${gateway.apiUrl}/v1/chat/completions`, {
      model,
      stream,
      messages: [{ role: 'user', content: 'Ahoy' }],
      ...more,
    });
  const counted = async (result: string): Promise<number> => {
    const { text } = await call(`${gateway.adminUrl}/metrics`);
    const series = `fairlead_shadow_total{route="copied",target="new/m",result="${result}"} `;
    return Number(text.split(series)[1]?.split('\n')[0] ?? 0);
  };
  const healthOfCopies = async (): Promise<unknown> => {
    const { text } = await call(`${gateway.apiUrl}/health/full`);
    // A probe is nobody's copy, and may come between two looks.
    const {
      nextProbeInMs: _,
      lastProbe: __,
      ...state
    } = (JSON.parse(text) as FullHealth).details.targets['new/m']!;
    return state;
  };

  const lines = (): readonly LogLine[] => gateway.logs().filter(({ msg }) => msg === 'shadow');

  it.each(TABLE)('%j: the answer is the same, and the copy counts as %s', async (behaviour, result) => {
    other.always(behaviour);
    const before = { counted: await counted(result), seen: other.requests.length, lines: lines().length };
    const health = await healthOfCopies();
    const plain = await ask('plain', true);
    const copied = await ask('copied', true);
    expect(told(copied)).toEqual(told(plain));
    expect(copied.headers['x-fairlead-target']).toBe('old/m');
    await until('the copy', () => other.requests.length > before.seen);
    await until('its end', async () => (await counted(result)) > before.counted);
    expect(other.requests.at(-1)!.body).toEqual(live.requests.at(-1)!.body);
    if (result !== 'rate_limited') expect(await healthOfCopies()).toEqual(health);
    await until('its line in the log', () => lines().length > before.lines);
    expect(lines().at(-1)).toMatchObject({ route: 'copied', target: 'new/m', result });
  });

  it('after that 429 no copy goes out, and live traffic goes on', async () => {
    const seen = other.requests.length;
    expect((await ask('copied', false)).status).toBe(200);
    expect((await ask('copied', true)).status).toBe(200);
    expect(other.requests).toHaveLength(seen);
    const { text } = await call(`${gateway.adminUrl}/metrics`);
    expect(text).not.toMatch(/fairlead_(?:attempts|requests|cost_usd)_total\{[^}]*target="new\/m"/);
  });
});

interface FullHealth {
  readonly details: {
    readonly targets: Readonly<Record<string, { nextProbeInMs?: number; lastProbe?: unknown }>>;
  };
}

/** Without what is the answer's own: its id and its time. */
function told({ status, text, ending }: HttpAnswer): unknown {
  return { status, ending, text: text.replaceAll(/"(?:id|created|model)":(?:"[^"]*"|\d+)/g, '') };
}
