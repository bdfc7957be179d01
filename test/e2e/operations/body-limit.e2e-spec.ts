import { jest } from '@jest/globals';
import { request } from 'node:http';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, tieredPolicy } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { call } from '../../support/http-call.js';

const MIB = 1024 * 1024;

let provider: FaultServer;
beforeAll(async () => {
  await ensureBuilt();
  provider = await startFaultServer();
}, 180_000);
afterAll(() => provider.stop());

function body(bytes: number): string {
  const empty = JSON.stringify({ model: 'chat', messages: [{ role: 'user', content: '' }] });
  return empty.replace('"content":""', `"content":"${'x'.repeat(bytes - empty.length)}"`);
}

/** Bodies of 32 MiB take their time on a busy machine. */
jest.setTimeout(30_000);

describe.each<[string, object, accepted: number, refused: number]>([
  ['the default limit of 32 MiB', {}, 20 * MIB, 32 * MIB + 1],
  ['limits.body: 64KiB', { limits: { body: '64KiB' } }, 64 * 1024, 64 * 1024 + 1],
])('%s', (_what, extra, accepted, refused) => {
  let gateway: GatewayProcess;
  beforeAll(async () => {
    gateway = await startGateway({
      config: fairleadYaml({ one: { base_url: provider.baseUrl } }, { ...extra }),
      policy: tieredPolicy(['one/m']),
    });
  });
  afterAll(() => gateway.stop());
  const url = (): string => `${gateway.apiUrl}/v1/chat/completions`;

  it(`passes ${accepted} bytes on, every one of them`, async () => {
    const sent = body(accepted);
    expect((await call(url(), sent)).status).toBe(200);
    expect(provider.requests.at(-1)?.bodyText.length).toBe(sent.length - 'chat'.length + 'm'.length);
  });

  it.each<[string, (text: string) => Promise<{ status: number; text: string }>]>([
    ['with its length declared', (text) => call(url(), text)],
    ['in chunks', (text) => upload(url(), text)],
  ])(`refuses ${refused} bytes %s`, async (_way, send) => {
    const before = provider.requests.length;
    const { status, text } = await send(body(refused));
    expect([status, provider.requests.length]).toEqual([413, before]);
    expect(JSON.parse(text)).toMatchObject({
      error: {
        type: 'invalid_request_error',
        code: 'request_too_large',
        message: expect.stringContaining('limits.body') as unknown,
      },
    });
    expect((await call(`${gateway.apiUrl}/health/live`)).status).toBe(200);
  });
});

/** Sends the body in pieces, without a content-length; a refusal may come while it is still being sent. */
function upload(url: string, text: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent: false }, (incoming) => {
      let answer = '';
      incoming.setEncoding('utf8').on('data', (piece: string) => (answer += piece));
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text: answer }));
    });
    outgoing.on('error', reject);
    for (let at = 0; at < text.length; at += MIB) outgoing.write(text.slice(at, at + MIB));
    outgoing.end();
  });
}
