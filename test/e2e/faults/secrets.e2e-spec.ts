import * as does from '../../support/behaviours/index.js';
import type { Behaviour } from '../../support/behaviours/behaviour.js';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { call } from '../../support/http-call.js';
import { readStream } from '../../support/sse.js';
import { until } from '../../support/time.js';

const PROVIDER_KEY = 'sk-planted/provider+key';
const CLIENT_KEY = 'client-key-planted';
const PROMPT = 'prompt-planted';

/** A provider that repeats our key wherever it can. */
const error = {
  message: `Bad key ${PROVIDER_KEY} (${encodeURIComponent(PROVIDER_KEY)}).`,
  type: `type ${PROVIDER_KEY}`,
  code: `code ${PROVIDER_KEY}`,
};
const echo = { 'x-echo': PROVIDER_KEY, 'set-cookie': `key=${PROVIDER_KEY}` };

const TELLTALES: readonly (readonly [string, () => Behaviour])[] = [
  ['400', () => does.failStatus(400, { error }, echo)],
  ['401', () => does.failStatus(401, { error }, echo)],
  ['403', () => does.failStatus(403, { error }, echo)],
  ['404', () => does.failStatus(404, { error }, echo)],
  ['422', () => does.failStatus(422, { error }, echo)],
  ['429', () => does.failStatus(429, { error }, echo)],
  ['500', () => does.failStatus(500, { error }, echo)],
  ['503 in plain text', () => does.failStatus(503, `overloaded: ${PROVIDER_KEY}`, echo)],
  ['a stream, before content', () => does.errorInStream(0, error)],
  ['a stream, after content', () => does.errorInStream(2, error)],
  ['a good answer', () => does.ok({ headers: echo })],
];

const spellings = [PROVIDER_KEY, encodeURIComponent(PROVIDER_KEY)];

function expectNone(secrets: readonly string[], text: string): void {
  for (const secret of secrets) expect(text).not.toContain(secret);
}

/** Each with a provider of its own in each mode, so that what one teaches about a key keeps no other away. */
const ROWS = TELLTALES.flatMap(([name, behaviour]) => [
  { name: `${name} (unary)`, behaviour, stream: false },
  { name: `${name} (stream)`, behaviour, stream: true },
]).map((row, index) => ({ ...row, model: `case-${index}` }));

let servers: FaultServer[] = [];
let gateway: GatewayProcess;

describe('secrets stay where they belong', () => {
  beforeAll(async () => {
    await ensureBuilt();
    servers = await Promise.all(ROWS.map(() => startFaultServer()));
    const providers = ROWS.map(({ model, behaviour }, index) => {
      servers[index]!.always(behaviour());
      return [model, { base_url: servers[index]!.baseUrl, api_key: PROVIDER_KEY }] as const;
    });
    gateway = await startGateway({
      config: fairleadYaml(Object.fromEntries(providers)),
      policy: policyYaml(
        ROWS.map(({ model }) => ({ name: model, match: { model }, targets: [`${model}/m`] })),
      ),
    });
  }, 120_000);

  afterAll(async () => {
    await gateway.stop();
    await Promise.all(servers.map((server) => server.stop()));
  }, 30_000);

  it.each(ROWS)('a provider that repeats its key: $name', async ({ model, stream }) => {
    const headers = {
      authorization: `Bearer ${CLIENT_KEY}`,
      'x-api-key': CLIENT_KEY,
      'x-goog-api-key': CLIENT_KEY,
      cookie: `session=${CLIENT_KEY}`,
      'x-request-id': `given-${model}`,
    };
    const body = { model, messages: [{ role: 'user', content: PROMPT }], stream };
    const url = `${gateway.apiUrl}/v1/chat/completions?key=${CLIENT_KEY}`;
    const answer = await readStream(url, body, { headers });
    expectNone([...spellings, CLIENT_KEY, PROMPT], answer.text + JSON.stringify(answer.headers));
  });

  it('nothing of the caller’s but the body reaches a provider', () => {
    for (const { requests } of servers) {
      expect(requests.length).toBeGreaterThan(0);
      for (const { headers, path } of requests) {
        expect(headers['authorization']).toBe(`Bearer ${PROVIDER_KEY}`);
        expectNone([CLIENT_KEY, 'given-'], path + JSON.stringify(headers));
      }
    }
  });

  it('neither keys nor prompts are in the log, in health or in metrics', async () => {
    await until('the whole log', () =>
      ROWS.every(({ model }) => gateway.logs().some((line) => line['route'] === model)),
    );
    const health = await call(`${gateway.apiUrl}/health/full`);
    const metrics = await call(`${gateway.adminUrl}/metrics`);
    expect(metrics.text).toContain('fairlead_attempts_total');
    expectNone([...spellings, CLIENT_KEY, PROMPT], health.text + metrics.text + gateway.output());
  });
});
