import { jest } from '@jest/globals';
import { ensureBuilt } from '../../../support/build.js';
import { fairleadYaml, tieredPolicy } from '../../../support/config.js';
import { startGateway, type GatewayProcess } from '../../../support/gateway-process.js';
import { call, type HttpAnswer } from '../../../support/http-call.js';

const TOKEN = 'planted-admin-token';

jest.setTimeout(20_000);
beforeAll(ensureBuilt, 180_000);

describe('the admin listener', () => {
  let gateway: GatewayProcess;
  afterEach(() => gateway.kill());

  const start = async (env: Readonly<Record<string, string>>, extra: object = {}): Promise<void> => {
    const config = fairleadYaml({ a: { base_url: 'http://127.0.0.1:9/v1' } }, { ...extra });
    gateway = await startGateway({ config, policy: tieredPolicy(['a/m']), env });
  };
  const get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<HttpAnswer> =>
    call(`${gateway.adminUrl}${path}`, undefined, { headers });
  const bearer = (token: string): Readonly<Record<string, string>> => ({ authorization: `Bearer ${token}` });

  it('is open to this machine on a loopback address, and to no page of another site', async () => {
    await start({});
    expect((await get('/admin/policy')).status).toBe(200);
    expect((await get('/metrics', { host: 'elsewhere.example' })).status).toBe(200);
    for (const headers of [{ host: 'elsewhere.example' }, { origin: 'https://elsewhere.example' }]) {
      const refused = await get('/admin/policy', headers);
      expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('elsewhere.example')]);
      const reload = await call(`${gateway.adminUrl}/admin/reload`, '', { method: 'POST', headers });
      expect(reload.status).toBe(403);
    }
  });

  it('is shut on any other address without a token, and says why; metrics stay open', async () => {
    await start({ FAIRLEAD_ADMIN_LISTEN: '0.0.0.0:0' });
    for (const path of ['/admin/policy', '/admin/decisions', '/admin/openapi.json']) {
      const refused = await get(path, bearer('undefined'));
      expect([refused.status, refused.text]).toEqual([
        403,
        expect.stringContaining('FAIRLEAD_ADMIN_TOKEN is not set'),
      ]);
    }
    expect((await get('/metrics')).status).toBe(200);
  });

  it('takes the token on any other address, and shows it nowhere', async () => {
    await start({ FAIRLEAD_ADMIN_LISTEN: '0.0.0.0:0', FAIRLEAD_ADMIN_TOKEN: TOKEN });
    const none = await get('/admin/policy');
    expect([none.status, none.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    expect((await get('/admin/policy', bearer(`${TOKEN}x`))).status).toBe(401);
    expect((await get('/admin/policy', { ...bearer(TOKEN), origin: 'https://console.example' })).status).toBe(
      200,
    );
    expect((await get('/metrics')).status).toBe(200);
    expect(`${gateway.output()}${none.text}`).not.toContain(TOKEN);
  });

  it('follows a token of the configuration, also when it changes', async () => {
    await start({ FAIRLEAD_ADMIN_LISTEN: '0.0.0.0:0', TOKEN }, { admin_token: '${TOKEN}' });
    expect((await get('/admin/policy', bearer(TOKEN))).status).toBe(200);
    await gateway.rewrite(
      'fairlead.yaml',
      fairleadYaml({ a: { base_url: 'http://127.0.0.1:9/v1' } }, { admin_token: 'another' }),
    );
    const reload = await call(`${gateway.adminUrl}/admin/reload`, '', { headers: bearer(TOKEN) });
    expect(reload.status).toBe(200);
    expect((await get('/admin/policy', bearer(TOKEN))).status).toBe(401);
    expect((await get('/admin/policy', bearer('another'))).status).toBe(200);
  });
});
