import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { layConfigMap, startContainer } from './container.mjs';

const USER = '65532';
const READY_MS = 30_000;
const EXIT_MS = 70_000;

/** Ready, one answer, the health check, what the process is and may write, and a clean end on SIGTERM. */
export async function smokeTest(image, { configuration, work, log }) {
  const folder = mkdtempSync(join(work, 'config-'));
  execFileSync('chmod', ['755', folder]);
  layConfigMap(folder, configuration);
  const [api, admin] = [await freePort(), await freePort()];
  const listen = { FAIRLEAD_API_LISTEN: `127.0.0.1:${api}`, FAIRLEAD_ADMIN_LISTEN: `127.0.0.1:${admin}` };
  const container = startContainer(image, folder, listen);
  try {
    await ready(`http://127.0.0.1:${api}/health/ready`, container);
    log('ready');
    await answers(`http://127.0.0.1:${api}`);
    log('answers a chat request');
    assert.match(await (await fetch(`http://127.0.0.1:${admin}/metrics`)).text(), /^http_requests_total\{/m);
    checkProcess(container.pids());
    log(`every process is uid ${USER}, without capabilities, on a read-only root`);
    runHealthCheck(image, listen);
    log('HEALTHCHECK says healthy');
    asUser(image, ['fairlead', 'policy', 'check', '--strict'], {});
    log('`fairlead` is on the path');
    container.signal('SIGTERM');
    const code = await Promise.race([container.ended, pause(EXIT_MS, 'no exit', { ref: false })]);
    assert.equal(code, 0, `exit code after SIGTERM; it printed:\n${container.output()}`);
    log('SIGTERM: exit code 0');
  } finally {
    container.kill();
    await container.ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ready(url, container) {
  for (const since = Date.now(); Date.now() - since < READY_MS; await pause(100)) {
    const status = await fetch(url).then(
      (answer) => answer.status,
      () => undefined,
    );
    if (status === 200) return;
  }
  throw new Error(`not ready in time; it printed:\n${container.output()}`);
}

async function answers(api) {
  const answer = await fetch(`${api}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'chat', messages: [{ role: 'user', content: 'hello' }] }),
  });
  const body = await answer.json();
  assert.equal(answer.status, 200, JSON.stringify(body));
  assert.ok(body.choices[0].message.content.length > 0);
}

function checkProcess(pids) {
  assert.ok(pids.length >= 2, 'init and gateway');
  for (const pid of pids) {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    assert.match(status, new RegExp(`^Uid:(\\s+${USER}){4}$`, 'm'));
    assert.match(status, /^CapEff:\s+0+$/m);
    assert.match(status, /^NoNewPrivs:\s+1$/m);
    const mounts = readFileSync(`/proc/${pid}/mounts`, 'utf8')
      .split('\n')
      .map((line) => line.split(' '));
    const writable = mounts.filter(
      ([, , type, options]) => !/^ro\b/.test(options ?? 'ro') && type !== 'proc',
    );
    const folders = writable.map(([, path]) => path).filter((path) => !path.startsWith('/dev/'));
    assert.deepEqual(folders, ['/var/lib/fairlead']);
  }
}

function runHealthCheck({ root, env, metadata }, listen) {
  const [command, ...args] = JSON.parse(/CMD (\[.*\])$/.exec(metadata.HEALTHCHECK)[1]);
  asUser({ root, env }, [command, ...args], listen);
}

/** @throws Error where it ends with another code than 0 */
function asUser({ root, env }, command, extraEnv) {
  execFileSync('chroot', [`--userspec=${USER}:${USER}`, root, ...command], { env: { ...env, ...extraEnv } });
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
