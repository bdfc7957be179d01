import { jest } from '@jest/globals';
import { failStatus } from '../../../support/behaviours/index.js';
import { ensureBuilt } from '../../../support/build.js';
import { fairleadYaml, policyYaml, tieredPolicy } from '../../../support/config.js';
import { startFaultServer, type FaultServer } from '../../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../../support/gateway-process.js';
import { call, type HttpAnswer } from '../../../support/http-call.js';

const BODY = { model: 'chat', messages: [{ role: 'user', content: 'Ahoy' }] };

jest.setTimeout(20_000);
beforeAll(ensureBuilt, 180_000);

describe('/admin', () => {
  let a: FaultServer;
  let b: FaultServer;
  let gateway: GatewayProcess;
  beforeAll(async () => {
    [a, b] = await Promise.all([startFaultServer(), startFaultServer()]);
    gateway = await startGateway({
      config: fairleadYaml({ a: { base_url: a.baseUrl }, b: { base_url: b.baseUrl } }),
      policy: tieredPolicy(['a/m', 'b/m'], { failover: { max_attempts: 3 } }),
    });
  });
  afterAll(async () => {
    await gateway.kill();
    await Promise.all([a.stop(), b.stop()]);
  });

  const chat = (headers: Readonly<Record<string, string>> = {}): Promise<HttpAnswer> =>
    call(`${gateway.apiUrl}/v1/chat/completions`, BODY, { headers });
  const read = async (path: string): Promise<unknown> =>
    JSON.parse((await call(`${gateway.adminUrl}/admin/${path}`)).text) as unknown;
  const post = async (path: string, text: string, type: string): Promise<unknown> => {
    const answer = await call(`${gateway.adminUrl}/admin/${path}`, text, {
      headers: { 'content-type': type },
    });
    expect(answer.status).toBe(200);
    return JSON.parse(answer.text) as unknown;
  };

  it('decisions: tells how a request went where it went', async () => {
    a.play([failStatus(500), failStatus(500)]);
    const answer = await chat({
      'x-fairlead-explain': '1',
      'x-request-id': 'asked-1',
      'x-fairlead-label-team': 'sail',
    });
    expect([answer.headers['x-fairlead-target'], answer.headers['x-fairlead-decision']]).toEqual([
      'b/m',
      'asked-1',
    ]);
    const decided = await read('decisions/asked-1');
    expect(decided).toMatchObject({
      id: 'asked-1',
      policy: answer.headers['x-fairlead-policy'],
      route: 'chat',
      facts: { model: 'chat', stream: false, labels: { team: 'sail' } },
      outcome: 'ok',
      status: 200,
      target: 'b/m',
      steps: [
        {
          record: { tier: 'tier-1', chosen: 'a/m', candidates: [{ id: 'a/m', weight: 1 }] },
          attempts: expect.arrayContaining([
            expect.objectContaining({ target: 'a/m', result: 'server_error', status: 500 }),
          ]) as unknown,
        },
        {
          record: {
            tier: 'tier-2',
            chosen: 'b/m',
            candidates: [{ id: 'a/m', excluded: 'tried' }, { id: 'b/m' }],
          },
          attempts: [{ target: 'b/m', result: 'ok', status: 200 }],
        },
      ],
    });
    expect(JSON.stringify(decided)).not.toContain('Ahoy');
  });

  it('decisions: lists the newest first, by route, target and outcome', async () => {
    a.always(failStatus(500));
    await chat({ 'x-request-id': 'asked-2' });
    const ids = async (query: string): Promise<string[]> =>
      ((await read(`decisions?${query}`)) as { decisions: { id: string }[] }).decisions.map(({ id }) => id);
    expect((await ids(''))[0]).toBe('asked-2');
    expect(await ids('limit=1')).toEqual(['asked-2']);
    expect(await ids('target=b/m&outcome=ok&route=chat')).toContain('asked-2');
    expect(await ids('outcome=cancelled')).toEqual([]);
    expect((await call(`${gateway.adminUrl}/admin/decisions/nobody`)).status).toBe(404);
  });

  it('policy/check: every problem of a text, and nothing changes', async () => {
    const { version } = (await read('policy')) as { version: string };
    const broken = policyYaml([{ name: 'chat', match: 'any', targets: ['nobody/m'], tires: [] }]);
    for (const type of ['application/yaml', 'application/json', 'application/x-www-form-urlencoded']) {
      expect(await post('policy/check', broken, type)).toMatchObject({
        ok: false,
        problems: [
          { code: 'unknown-provider', severity: 'error', line: 2, column: expect.any(Number) as unknown },
          { code: 'unknown-key', severity: 'error', line: 2 },
        ],
      });
    }
    expect(await post('policy/check', tieredPolicy(['b/m']), 'text/plain')).toMatchObject({
      ok: true,
      problems: [{ code: 'no-catch-all', severity: 'warning' }],
    });
    expect(await post('policy/check', '', 'text/plain')).toMatchObject({ ok: false });
    expect(await read('policy')).toMatchObject({ state: 'loaded', version, draining: 0 });
  });

  it('policy: shows what is in force, with every default and where it comes from', async () => {
    const { effective } = (await read('policy')) as { effective: string };
    expect(effective).toMatch(/max_attempts: 3 +# .*policy\.yaml:2\n/);
    expect(effective).toMatch(/same_target_retries: 1 +# built-in\n/);
  });

  it('openapi.json: describes all of it', async () => {
    const { paths } = (await read('openapi.json')) as { paths: Record<string, object> };
    expect(Object.keys(paths)).toContain('/admin/policy/check');
  });
});
