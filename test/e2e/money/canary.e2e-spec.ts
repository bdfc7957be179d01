import { failStatus, ok } from '../../support/behaviours/index.js';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { call, type HttpAnswer } from '../../support/http-call.js';

const sideOf = ({ headers }: HttpAnswer): unknown => headers['x-fairlead-canary'] ?? 'baseline';

describe('a canary whose target fails', () => {
  let servers: FaultServer[];
  let gateway: GatewayProcess;

  beforeAll(async () => {
    await ensureBuilt();
    servers = await Promise.all([startFaultServer(), startFaultServer()]);
    const [good, bad] = servers as [FaultServer, FaultServer];
    bad.always(failStatus(500));
    const gate = { failure_rate_delta: '10%', min_requests: 20, over: '15m' };
    const canary = {
      name: 'next',
      share: '30%',
      key: 'request',
      pool: 'main',
      replace: { 'old/m': 'new/m' },
    };
    gateway = await startGateway({
      config: fairleadYaml({ old: { base_url: good.baseUrl }, new: { base_url: bad.baseUrl } }),
      policy: policyYaml(
        [{ name: 'chat', match: { model: 'chat' }, pool: 'main', canary: [{ ...canary, abort_if: gate }] }],
        { pools: { main: { targets: ['old/m'] } } },
      ),
    });
  }, 180_000);
  afterAll(async () => {
    await gateway.stop();
    await Promise.all(servers.map((server) => server.stop()));
  });

  const ask = (): Promise<HttpAnswer> =>
    call(`${gateway.apiUrl}/v1/chat/completions`, {
      model: 'chat',
      messages: [{ role: 'user', content: 'Ahoy' }],
    });
  const askMany = async (count: number): Promise<HttpAnswer[]> => {
    const answers: HttpAnswer[] = [];
    for (let n = 0; n < count; n++) answers.push(await ask());
    return answers;
  };
  const admin = (path: string, method = 'GET'): Promise<HttpAnswer> =>
    call(`${gateway.adminUrl}/admin/canaries${path}`, undefined, { method });

  it('is aborted by its gate; the baseline has all requests again, until someone resets it', async () => {
    const answers = await askMany(200);
    const failed = answers.filter((answer) => sideOf(answer) === 'next');
    expect(failed.length).toBe(20);
    expect(failed.every((answer) => answer.status !== 200)).toBe(true);
    expect(answers.filter((answer) => sideOf(answer) === 'baseline' && answer.status !== 200)).toEqual([]);

    const aborts = gateway.logs().filter(({ msg }) => msg === 'canary aborted');
    expect(aborts).toMatchObject([
      { route: 'chat', canaryName: 'next', reason: 'failure rate 100%, baseline 0%' },
    ]);
    const { text: metrics } = await call(`${gateway.adminUrl}/metrics`);
    expect(metrics).toContain('fairlead_canary_aborted_total{route="chat",canary="next"} 1\n');
    const { text } = await admin('');
    expect(JSON.parse(text)).toMatchObject({ canaries: [{ name: 'next', aborted: true, verdict: 'abort' }] });

    expect((await admin('/chat/other/reset', 'POST')).status).toBe(404);
    expect((await admin('/chat/next/reset', 'POST')).status).toBe(204);
    servers[1]!.always(ok());
    expect((await askMany(50)).map(sideOf)).toContain('next');
  }, 60_000);
});
