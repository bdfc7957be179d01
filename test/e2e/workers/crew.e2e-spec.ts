import { jest } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, tieredPolicy } from '../../support/config.js';
import { call } from '../../support/http-call.js';
import { until } from '../../support/time.js';
import { isAlive } from '../operations/exit-code.js';
import { runToExit } from '../operations/run-to-exit.js';
import { CrewWorld, type ListedWorker } from './crew-world.js';

const CONFIG = fairleadYaml({ one: { base_url: 'http://127.0.0.1:9/v1' } });

jest.setTimeout(30_000);
beforeAll(ensureBuilt, 180_000);

describe('a gateway of two workers', () => {
  let world: CrewWorld;
  let state: string;
  let workers: readonly ListedWorker[];
  beforeAll(async () => {
    state = await mkdtemp(join(tmpdir(), 'fairlead-state-'));
    world = await CrewWorld.start({ env: { FAIRLEAD_STATE_DIR: state } }, { limits: { connections: 3 } });
    workers = await world.workers();
  });
  afterAll(async () => {
    await world.stop();
    await rm(state, { recursive: true });
  });

  it('spreads connections over processes that are not the one which was started', async () => {
    for (let n = 0; n < 6; n++) expect((await world.chat()).status).toBe(200);
    expect(new Set([world.gateway.pid, ...workers.map(({ pid }) => pid)]).size).toBe(3);
    for (const number of [1, 2]) {
      const { text } = await world.admin(`/workers/${number}/metrics`);
      expect(text).toMatch(/^fairlead_requests_total\{.*\} 3$/m);
    }
  });

  it('adds up what they count, and says how many there are', async () => {
    expect(await world.metric('fairlead_requests_total')).toBe(6);
    expect(await world.metric('http_request_duration_seconds_count', 'chat/completions')).toBe(6);
    expect(await world.metric('fairlead_workers', 'serving')).toBe(2);
    const open = await world.admin('/metrics');
    expect(open.text.match(/^process_start_time_seconds /gm)).toHaveLength(1);
  });

  it('finds a decision in whichever worker has it, and lists those of both, newest first', async () => {
    const answers = [await world.chat(), await world.chat()];
    const ids = answers.map(({ headers }) => String(headers['x-request-id']));
    for (const id of ids) expect(await world.page(`/admin/decisions/${id}`)).toMatchObject({ id });
    expect((await world.admin('/admin/decisions/none')).status).toBe(404);
    const { decisions } = await world.page<{ decisions: { id: string; at: string; worker: number }[] }>(
      '/admin/decisions?limit=2',
    );
    expect(decisions.map(({ id }) => id).sort()).toEqual(ids.sort());
    expect(decisions[0]!.at >= decisions[1]!.at).toBe(true);
    expect(new Set(decisions.map(({ worker }) => worker))).toEqual(new Set([1, 2]));
  });

  it('is as healthy as its workers, and has the page of each', async () => {
    for (const page of ['live', 'ready', 'startup', 'full']) {
      const { status, text } = await world.admin(`/health/${page}`);
      expect({ page, status }).toEqual({ page, status: 200 });
      expect(JSON.parse(text)).toMatchObject({
        status: 'ok',
        details: {
          workers: { status: 'up', of: 2, serving: 2 },
          'worker-1': { status: 'up', pid: workers[0]?.pid, policy: { state: 'loaded' } },
          'worker-2': { status: 'up', pid: workers[1]?.pid },
        },
      });
    }
    expect((await call(`${world.gateway.apiUrl}/health/ready`)).status).toBe(200);
    expect(await world.page('/workers/2/health/full')).toMatchObject({
      details: { targets: { 'one/m': {} } },
    });
    expect((await world.admin('/workers/3/health/full')).status).toBe(404);
    // Asking for health is no request of the API.
    expect(await world.metric('http_requests_total', '/health')).toBe(1);
  });

  it('has one of each plugin, and the pages of a single process', async () => {
    expect(await world.page('/admin/plugins')).toMatchObject({ plugins: [{ status: 'running' }] });
    expect(await world.page('/admin/budgets')).toEqual({ budgets: [] });
    expect(await world.page('/admin/canaries')).toEqual({ canaries: [] });
    expect(await world.page('/admin/openapi.json')).toMatchObject({
      paths: { '/admin/policy': {}, '/admin/workers': {}, '/admin/workers/restart': {} },
    });
    expect((await world.admin('/admin/nowhere')).status).toBe(404);
    const check = await world.admin('/admin/policy/check', { method: 'POST', body: 'version: 2\n' });
    expect(JSON.parse(check.text)).toMatchObject({ ok: false });
    expect((await world.admin('/admin/canaries/a/b/reset', { method: 'POST' })).status).toBe(404);
  });

  it('lets nobody in whom a single process would not', async () => {
    for (const path of ['/admin/workers', '/admin/policy', '/workers/1/admin/policy', '/admin/decisions']) {
      const { status } = await call(`${world.gateway.adminUrl}${path}`, undefined, {
        headers: { host: 'evil.example' },
      });
      expect({ path, status }).toEqual({ path, status: 403 });
    }
    const restart = await call(`${world.gateway.adminUrl}/admin/workers/restart`, '', {
      headers: { origin: 'http://evil.example' },
    });
    expect(restart.status).toBe(403);
  });

  it('takes a new policy in all workers, or says who did not, and keeps one copy of it', async () => {
    const post = (): ReturnType<CrewWorld['admin']> => world.admin('/admin/reload', { method: 'POST' });
    const copies = async (): Promise<string[]> =>
      (await readdir(state, { recursive: true })).filter((name) => name.includes('.lkg'));
    const before = await copies();
    await world.gateway.rewrite('policy.yaml', tieredPolicy(['one/other']));
    const answer = await post();
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({
      state: 'loaded',
      workers: [
        { worker: 1, state: 'loaded' },
        { worker: 2, state: 'loaded' },
      ],
    });
    for (let n = 0; n < 2; n++) expect((await world.chat()).headers['x-fairlead-target']).toBe('one/other');
    const after = await copies();
    expect([before.length, after.length]).toEqual([1, 1]);
    expect(after).not.toEqual(before);
    await world.gateway.rewrite('policy.yaml', 'version: 2\n');
    const refused = await post();
    expect(refused.status).toBe(422);
    expect(JSON.parse(refused.text)).toMatchObject({
      state: 'rejected',
      workers: [{}, { state: 'rejected' }],
    });
    expect(await world.metric('fairlead_policy_rejected')).toBe(1);
    await world.gateway.rewrite('policy.yaml', tieredPolicy(['one/m']));
    world.gateway.hangUp();
    await until('the policy after SIGHUP', async () => {
      const { workers: all } = await world.page<{ workers: { state: string }[] }>('/admin/policy');
      return all.every(({ state: each }) => each === 'loaded');
    });
  });

  it('closes connections that are too many for every worker, and takes others again', async () => {
    const { hostname, port } = new URL(world.gateway.apiUrl);
    const sockets = Array.from({ length: 12 }, () => connect(Number(port), hostname));
    let closed = 0;
    for (const socket of sockets)
      socket
        .on('error', () => undefined)
        .on('close', () => closed++)
        .resume();
    await until('all but three for each worker to be closed', () => closed === 6);
    for (const socket of sockets) socket.destroy();
    const next = await until('room for another', () => world.chat().catch(() => undefined));
    expect(next.status).toBe(200);
  });

  it('leaves no worker behind when the primary is killed', async () => {
    const pids = (await world.workers()).map(({ pid }) => pid);
    await world.gateway.crash();
    await until('the workers to end', () => !pids.some(isAlive));
    expect(pids).toHaveLength(2);
  });
});

describe('what is wrong with the start of several workers', () => {
  const start = async (files: Record<string, string>, env: Record<string, string> = {}) => {
    const { code, stderr } = await runToExit(['--config', 'fairlead.yaml'], {
      files: { 'fairlead.yaml': CONFIG, 'policy.yaml': tieredPolicy(['one/m']), ...files },
      env: {
        FAIRLEAD_API_LISTEN: '127.0.0.1:0',
        FAIRLEAD_ADMIN_LISTEN: '127.0.0.1:0',
        FAIRLEAD_WORKERS: '2',
        ...env,
      },
    });
    return { code, stderr };
  };

  it('is said once, in the words and with the code of a single process', async () => {
    const files = { 'policy.yaml': 'version: 2\n' };
    const several = await start(files);
    expect(several.code).toBe(1);
    expect(several).toEqual(await start(files, { FAIRLEAD_WORKERS: '1' }));
  });

  it('may be their number, wherever it stands', async () => {
    const files = { 'fairlead.yaml': `${CONFIG}workers: 0\n` };
    const { code, stderr } = await start(files, { FAIRLEAD_WORKERS: 'many' });
    expect(code).toBe(1);
    expect(stderr).toContain(
      'invalid-workers "many", from a flag or the environment, is no number of workers',
    );
    expect(stderr).toMatch(/fairlead\.yaml:\d+:10 error/);
  });
});
