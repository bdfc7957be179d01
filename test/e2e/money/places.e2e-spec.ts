import { ok, unauthorized } from '../../support/behaviours/index.js';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { call, type HttpAnswer } from '../../support/http-call.js';
import { createGate, until } from '../../support/time.js';

describe('a route with few places', () => {
  let servers: FaultServer[];
  let gateway: GatewayProcess;

  beforeAll(async () => {
    await ensureBuilt();
    servers = await Promise.all([startFaultServer(), startFaultServer()]);
    const [busy, closed] = servers as [FaultServer, FaultServer];
    closed.always(unauthorized());
    gateway = await startGateway({
      config: fairleadYaml({ busy: { base_url: busy.baseUrl }, closed: { base_url: closed.baseUrl } }),
      policy: policyYaml([
        {
          name: 'queued',
          match: { model: 'queued' },
          targets: [{ target: 'busy/m', limits: { concurrency: 1 } }],
          queue: { max: 1, wait: '20s' },
        },
        {
          name: 'closed',
          match: { model: 'closed' },
          targets: ['closed/m'],
          on_no_target: { status: 529, retry_after: '40s', message: 'Back in a minute.' },
        },
        {
          name: 'retired',
          match: { model: 'retired' },
          reject: { status: 410, message: 'Use "queued".', code: 'gone' },
        },
      ]),
    });
  }, 180_000);
  afterAll(async () => {
    await gateway.stop();
    await Promise.all(servers.map((server) => server.stop()));
  });

  const ask = (model: string): Promise<HttpAnswer> =>
    call(`${gateway.apiUrl}/v1/chat/completions`, { model, messages: [{ role: 'user', content: 'Ahoy' }] });
  const errorOf = ({ text }: HttpAnswer): unknown => (JSON.parse(text) as { error: unknown }).error;

  it('lets one wait for the other, and a third one go', async () => {
    const [busy] = servers as [FaultServer];
    const gate = createGate();
    const held = {
      name: 'held',
      play: async (turn: Parameters<ReturnType<typeof ok>['play']>[0]) => {
        await turn.pause(gate.opened);
        await ok().play(turn);
      },
    };
    busy.play([held, ok()]);
    const first = ask('queued');
    await until('the first at the provider', () => busy.requests.length === 1);
    const others = [ask('queued'), ask('queued')];
    const refused = await Promise.race(others);
    expect([refused.status, errorOf(refused)]).toMatchObject([
      503,
      { code: 'gateway_no_target', message: expect.stringContaining('1 are waiting already') as unknown },
    ]);
    expect(busy.requests).toHaveLength(1);
    gate.open();
    const statuses = (await Promise.all([first, ...others])).map(({ status }) => status);
    expect(statuses.sort((a, b) => a - b)).toEqual([200, 200, 503]);
    expect(busy.requests).toHaveLength(2);
    await until('the log', () => gateway.logs().some(({ queuedMs }) => Number(queuedMs) > 0));
  }, 30_000);

  it('may say in its own words that nobody is there', async () => {
    await ask('closed');
    const answer = await ask('closed');
    expect([answer.status, answer.headers['retry-after'], errorOf(answer)]).toMatchObject([
      529,
      '40',
      { message: 'Back in a minute.' },
    ]);
  });

  it('may refuse everybody', async () => {
    const answer = await ask('retired');
    expect([answer.status, errorOf(answer)]).toMatchObject([410, { message: 'Use "queued".', code: 'gone' }]);
  });
});
