import { jest } from '@jest/globals';
import { modelsList, unauthorized } from '../../support/behaviours/index.js';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, tieredPolicy, type ProviderEntry } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { call, type HttpAnswer } from '../../support/http-call.js';
import { until } from '../../support/time.js';

const BODY = { model: 'chat', messages: [{ role: 'user', content: 'Ahoy' }] };
/** Out after one failure, and for longer than a test lasts. */
const OUT = { passive: { consecutive_failures: 1 }, ejection: { base: '60s' } };
const SILENT = { ...OUT, active: { probe: 'none' } };

jest.setTimeout(20_000);
beforeAll(ensureBuilt, 180_000);

describe('health', () => {
  let a: FaultServer;
  let b: FaultServer;
  let gateway: GatewayProcess;
  beforeEach(async () => ([a, b] = await Promise.all([startFaultServer(), startFaultServer()])));
  afterEach(async () => {
    await gateway.kill();
    await Promise.all([a.stop(), b.stop()]);
  });

  const start = async (
    profile: object,
    route: Readonly<Record<string, unknown>>,
    more: Partial<ProviderEntry> = {},
  ): Promise<void> => {
    const policy = tieredPolicy(['a/m', 'b/m'], { health: 'short', ...route });
    const plugins = ['@fairlead/plugin-openai-compatible', '@fairlead/plugin-openai'];
    gateway = await startGateway({
      config: fairleadYaml({ a: { base_url: a.baseUrl, ...more }, b: { base_url: b.baseUrl } }, { plugins }),
      policy: policy.replace('routes:', `health_profiles: ${JSON.stringify({ short: profile })}\nroutes:`),
    });
  };
  const get = (path: string): Promise<HttpAnswer> => call(`${gateway.apiUrl}/health${path}`);
  const chat = (): Promise<HttpAnswer> => call(`${gateway.apiUrl}/v1/chat/completions`, BODY);
  const details = async (path: string): Promise<Record<string, unknown>> =>
    (JSON.parse((await get(path)).text) as { details: Record<string, unknown> }).details;
  const ready = async (): Promise<number> => (await get('/ready')).status;

  it('says ready 503 with reasons when every target is out, and never loses its liveness', async () => {
    await start(SILENT, { panic: { mode: 'fail_fast' } });
    expect(await ready()).toBe(200);
    await Promise.all([a.kill(), b.kill()]);
    await chat();
    // The very next question, not one that comes a probe later.
    expect(await ready()).toBe(503);
    expect(await details('/ready')).toMatchObject({
      drain: { status: 'up' },
      routes: {
        status: 'down',
        chat: {
          ready: false,
          critical: true,
          available: 0,
          panic: false,
          obstacles: { 'a/m': 'circuit:ejected', 'b/m': 'circuit:ejected' },
        },
      },
    });
    for (const path of ['', '/live', '/startup']) expect((await get(path)).status).toBe(200);
    expect((await get('/full')).status).toBe(503);
    const refused = await chat();
    expect(refused.status).toBe(503);
    expect(JSON.parse(refused.text)).toMatchObject({
      error: { message: expect.stringContaining('circuit:ejected') as unknown, code: 'gateway_no_target' },
    });
  });

  it('stays ready while panic may try the targets', async () => {
    await start(SILENT, { panic: { mode: 'best_effort' } });
    await Promise.all([a.kill(), b.kill()]);
    await until('panic', async () => {
      await chat();
      return JSON.stringify(await details('/ready')).includes('"panic":true');
    });
    expect(await ready()).toBe(200);
    await Promise.all([a.revive(), b.revive()]);
    const answer = await chat();
    expect([answer.status, answer.headers['x-fairlead-panic']]).toEqual([200, '1']);
  });

  it('does not depend on a route that is not critical', async () => {
    await start(SILENT, { panic: { mode: 'fail_fast' }, critical: false });
    await Promise.all([a.kill(), b.kill()]);
    await chat();
    expect(await details('/ready')).toMatchObject({ routes: { chat: { ready: false, critical: false } } });
    expect(await ready()).toBe(200);
  });

  it('is ready again when probes reach one provider again', async () => {
    const active = { probe: 'models_list', interval: '200ms', when: ['ejected'], rise: 2 };
    await start({ ...OUT, active }, { panic: { mode: 'fail_fast' } });
    await Promise.all([a.kill(), b.kill()]);
    await chat();
    await until('no target left', async () => (await ready()) === 503);
    await b.revive();
    await until('b on probation', async () => (await ready()) === 200);
    expect(b.requests.map(({ behaviour }) => behaviour)).toEqual([]);
    expect(await details('/full')).toMatchObject({
      targets: { 'a/m': { circuit: 'ejected' }, 'b/m': { circuit: 'probation' } },
    });
    const answer = await chat();
    expect([answer.status, answer.headers['x-fairlead-target']]).toEqual([200, 'b/m']);
  });

  it('is read from memory: asking sends nothing to any provider', async () => {
    await start(SILENT, {});
    for (let n = 0; n < 5; n++) {
      for (const path of ['', '/live', '/ready', '/full', '/startup'])
        expect((await get(path)).status).toBe(200);
    }
    await chat();
    expect([a.probes.length, b.probes.length, a.requests.length, b.requests.length]).toEqual([0, 0, 1, 0]);
  });

  it('asks providers by itself where the profile says so, and notices a refused key', async () => {
    a.playProbes([modelsList(), modelsList(), unauthorized()]);
    const active = { probe: 'models_list', interval: '100ms', when: ['always'] };
    await start({ ...OUT, active }, {}, { api_key: 'sk-planted-marker' });
    await until('the refused probe', () => a.probes.length >= 3);
    expect(a.probes[0]).toMatchObject({
      method: 'GET',
      path: '/v1/models',
      headers: { authorization: 'Bearer sk-planted-marker' },
    });
    const target = await until('the config obstacle', async () => {
      const { targets } = (await details('/full')) as { targets: Record<string, Record<string, unknown>> };
      return targets['a/m']?.['obstacle'] !== undefined && targets['a/m'];
    });
    expect(target).toMatchObject({ obstacle: 'config:auth_invalid' });
    expect((await chat()).headers['x-fairlead-target']).toBe('b/m');
    expect(a.requests).toEqual([]);
    const metrics = await call(`${gateway.adminUrl}/metrics`);
    expect(metrics.text).toMatch(/fairlead_probe_total\{target="a\/m",result="passed"\} 2\n/);
    expect(metrics.text).toMatch(/fairlead_probe_total\{target="a\/m",result="failed"\} \d+\n/);
    const said = `${(await get('/full')).text}${metrics.text}${gateway.output()}`;
    expect(said).not.toContain('planted-marker');
  });

  it('skips a provider whose key is unset, and never calls it', async () => {
    const active = { probe: 'models_list', interval: '100ms', when: ['always'] };
    await start({ ...OUT, active }, {}, { type: 'openai', api_key: '${KEY_OF_A}' });
    expect(gateway.output()).toMatch(
      /fairlead\.yaml:\d+:\d+ warning secret-unset a\.api_key is unset; a is skipped/,
    );
    expect((await chat()).headers['x-fairlead-target']).toBe('b/m');
    expect((await details('/full'))['targets']).toMatchObject({
      'a/m': { obstacle: 'unconfigured:api_key' },
    });
    expect(await ready()).toBe(200);
    await until('probes of b', () => b.probes.length >= 2);
    expect([a.requests, a.probes]).toEqual([[], []]);
  });
});
