import { failStatus, ok } from '../../support/behaviours/index.js';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, tieredPolicy } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess, type LogLine } from '../../support/gateway-process.js';
import { call, type HttpAnswer } from '../../support/http-call.js';
import { until } from '../../support/time.js';

const MIB = 1024 * 1024;
/** What `failover.max_replay_bytes` is where no policy says otherwise. */
const LIMIT_BYTES = 8 * MIB;

let first: FaultServer;
let second: FaultServer;
let gateway: GatewayProcess;

beforeAll(async () => {
  await ensureBuilt();
  [first, second] = await Promise.all([startFaultServer(), startFaultServer()]);
  gateway = await startGateway({
    config: fairleadYaml({ a: { base_url: first.baseUrl }, b: { base_url: second.baseUrl } }),
    policy: tieredPolicy(['a/m', 'b/m'], { failover: { same_target_retries: 0 } }),
  });
}, 180_000);
afterAll(async () => {
  await gateway.stop();
  await Promise.all([first.stop(), second.stop()]);
});
beforeEach(() => {
  first.always(failStatus(500));
  second.always(ok());
});

/** A request of exactly so many bytes. */
function body(bytes: number): string {
  const empty = JSON.stringify({ model: 'chat', max_tokens: 9, messages: [{ role: 'user', content: '' }] });
  return empty.replace('"content":""', `"content":"${'x'.repeat(bytes - empty.length)}"`);
}

async function ask(
  path: string,
  bytes: number,
  id: string,
): Promise<HttpAnswer & { readonly calls: number[] }> {
  const before = [first.requests.length, second.requests.length];
  const answer = await call(`${gateway.apiUrl}${path}`, body(bytes), { headers: { 'x-request-id': id } });
  const after = [first.requests.length, second.requests.length];
  return { ...answer, calls: after.map((count, n) => count - before[n]!) };
}

const lineOf = (id: string): LogLine | undefined =>
  gateway.logs().find(({ msg, requestId }) => msg === 'exchange' && requestId === id);

describe('a body above max_replay_bytes whose first provider fails', () => {
  it.each([
    [
      '/v1/chat/completions',
      (json: object) => expect(json).toMatchObject({ error: { code: 'server_error' } }),
    ],
    [
      '/v1/messages',
      (json: object) => expect(json).toMatchObject({ type: 'error', error: { type: 'api_error' } }),
    ],
  ])('%s: one attempt, and everybody is told why', async (path, inDialect) => {
    const id = `large${path.replaceAll('/', '-')}`;
    const { status, headers, text, calls } = await ask(path, LIMIT_BYTES + 1, id);
    expect([status, headers['x-fairlead-attempts'], calls]).toEqual([502, '1', [1, 0]]);
    const json = JSON.parse(text) as { error: { message: string } };
    inDialect(json);
    expect(json.error.message).toContain(
      `nobody else was asked: a body of ${LIMIT_BYTES + 1} bytes is above failover.max_replay_bytes (8MiB)`,
    );
    await until('its line in the log', () => lineOf(id) !== undefined);
    expect(lineOf(id)).toMatchObject({ notReplayedBytes: LIMIT_BYTES + 1, attempts: [{ target: 'a/m' }] });
    const decided = await call(`${gateway.adminUrl}/admin/decisions/${id}`);
    expect(JSON.parse(decided.text)).toMatchObject({
      notReplayedBytes: LIMIT_BYTES + 1,
      steps: [{ record: { chosen: 'a/m' } }],
    });
  });
});

it('a body of no more than that goes on to the next provider, every byte of it', async () => {
  const { status, calls } = await ask('/v1/chat/completions', LIMIT_BYTES, 'fits');
  expect([status, calls]).toEqual([200, [1, 1]]);
  const sent = second.requests.at(-1)!.bodyText;
  expect(sent.length).toBe(LIMIT_BYTES - 'chat'.length + 'm'.length);
  expect(lineOf('fits')?.['notReplayedBytes']).toBeUndefined();
});
