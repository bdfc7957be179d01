import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import OpenAI from 'openai';
import { ok, failStatus, slowHeaders, stall } from '../support/behaviours/index.js';
import { ensureBuilt, REPOSITORY } from '../support/build.js';
import { fairleadYaml, policyYaml } from '../support/config.js';
import { startFaultServer, type FaultServer } from '../support/fault-server.js';
import { call, type CallOptions, type HttpAnswer } from '../support/http-call.js';
import { createGate, until } from '../support/time.js';
import { ApplicationProcess } from './application-process.js';

jest.setTimeout(30_000);

const WISH = { about: 'the tide' };
let folder: string;
let provider: FaultServer;
let application: ApplicationProcess;

/** Runs it with these files; the example's own would not tell what reaches a provider. */
async function start(policy: string): Promise<ApplicationProcess> {
  const one = { base_url: provider.baseUrl };
  await writeFile(join(folder, 'fairlead.yaml'), fairleadYaml({ one }));
  await writeFile(join(folder, 'policy.yaml'), policy);
  application = new ApplicationProcess('nest-app', join(folder, 'fairlead.yaml'));
  return application;
}

beforeAll(async () => {
  await ensureBuilt();
  provider = await startFaultServer();
}, 180_000);
afterAll(() => provider.stop());
beforeEach(async () => {
  provider.always(ok());
  folder = await mkdtemp(join(tmpdir(), 'fairlead-nest-app-'));
});
afterEach(async () => {
  await application.kill();
  await rm(folder, { recursive: true, force: true });
});

const POETS = policyYaml([{ name: 'poems', match: { model: 'poet' }, targets: ['one/m'] }]);
const ask = (path: string, body?: object, options?: CallOptions): Promise<HttpAnswer> =>
  call(`${application.url}${path}`, body, options);
const json = ({ text }: HttpAnswer): unknown => JSON.parse(text);

describe('the example application', () => {
  it('runs as it is', async () => {
    application = new ApplicationProcess(
      'nest-app',
      join(REPOSITORY, 'examples/nest-app/config/fairlead.yaml'),
    );
    await application.listening();
    expect(json(await ask('/poems', WISH))).toEqual({
      poem: expect.stringMatching(/\w/) as unknown,
      by: 'simulator/poet',
    });
    expect((await ask('/ai/health/ready')).status).toBe(200);
  });

  it('asks the model without a socket, and serves the gateway beside', async () => {
    await (await start(POETS)).listening();
    const poem = await ask('/poems', WISH);
    expect([poem.status, json(poem)]).toMatchObject([201, { by: 'one/m' }]);
    const streamed = await ask('/poems/stream', WISH);
    expect([streamed.headers['content-type'], streamed.text]).toEqual([
      'text/plain; charset=utf-8',
      (json(poem) as { poem: string }).poem,
    ]);
    const client = new OpenAI({ baseURL: `${application.url}/ai/v1`, apiKey: 'callers-own', maxRetries: 0 });
    const reply = await client.chat.completions.create({
      model: 'poet',
      messages: [{ role: 'user', content: 'Ahoy' }],
    });
    expect(reply.choices[0]?.message.content).toBe((json(poem) as { poem: string }).poem);
    expect(provider.requests.map(({ headers }) => headers.authorization)).not.toContain('Bearer callers-own');
  });

  it('has errors of its own', async () => {
    await (await start(POETS)).listening();
    const missing = await ask('/poems', {});
    expect([missing.status, json(missing)]).toMatchObject([400, { statusCode: 400, error: 'Bad Request' }]);
    provider.always(failStatus(400));
    const failed = await ask('/poems', WISH);
    expect([failed.status, json(failed)]).toMatchObject([502, { message: 'no poet answers' }]);
    const lost = await ask('/nowhere');
    expect([lost.status, json(lost)]).toMatchObject([404, { statusCode: 404 }]);
  });

  it('lets the provider go when its reader leaves', async () => {
    await (await start(POETS)).listening();
    provider.always(stall(2));
    const before = provider.requests.length;
    const leave = new AbortController();
    const reading = ask('/poems/stream', WISH, { signal: leave.signal, onBytes: () => leave.abort() });
    const seen = await until('the provider to be asked', () => provider.requests[before]);
    expect((await reading).ending).toBe('aborted');
    await until('the provider to see it', () => seen.aborted);
  });

  it('finishes what is under way when it is told to go', async () => {
    await (await start(POETS)).listening();
    const gate = createGate();
    provider.always(slowHeaders(gate.opened));
    const before = provider.requests.length;
    const poem = ask('/poems', WISH);
    await until('the provider to be asked', () => provider.requests[before]);
    application.terminate();
    gate.open();
    expect((await poem).status).toBe(201);
    expect(await application.exit()).toBe('SIGTERM');
  });

  it('does not start with a policy that cannot be used, and says why', async () => {
    await start(policyYaml([{ name: 'poems', targets: ['two/m'], tires: [] }]));
    expect(await application.exit()).not.toBe(0);
    expect(application.output()).toMatch(/policy\.yaml:\d+:\d+ error .*tires/);
  });
});
