import { failStatus, ok, slowDrip } from '../../support/behaviours/index.js';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess, type LogLine } from '../../support/gateway-process.js';
import { call, type HttpAnswer } from '../../support/http-call.js';
import { readStream } from '../../support/sse.js';
import { until } from '../../support/time.js';

/** Stands wherever a caller or an operator may put something private. */
const MARKER = 'planted-marker';
const BODY = { model: 'chat', messages: [{ role: 'user', content: MARKER }] };
const USAGE = { prompt_tokens: 1000, completion_tokens: 200, total_tokens: 1200 };

let primary: FaultServer;
let spare: FaultServer;
let gateway: GatewayProcess;

beforeAll(async () => {
  await ensureBuilt();
  [primary, spare] = await Promise.all([startFaultServer(), startFaultServer()]);
  const prices = {
    m: { input_usd_per_mtok: 2, output_usd_per_mtok: 8 },
    dear: { input_usd_per_mtok: 10, output_usd_per_mtok: 40 },
  };
  gateway = await startGateway({
    config: fairleadYaml({
      primary: { base_url: primary.baseUrl, api_key: `key-${MARKER}`, prices },
      spare: { base_url: spare.baseUrl },
    }),
    policy: policyYaml([
      {
        name: 'chat',
        match: { model: 'chat' },
        tiers: [{ targets: ['primary/m'] }, { targets: ['spare/unpriced'] }],
        failover: { same_target_retries: 0 },
        baseline: 'primary/dear',
      },
    ]),
  });
}, 180_000);
afterAll(async () => {
  await gateway.stop();
  await Promise.all([primary.stop(), spare.stop()]);
});
beforeEach(() => [primary, spare].forEach((server) => server.always(ok({ usage: USAGE }))));

const chat = (requestId: string, body: object = BODY): Promise<HttpAnswer> =>
  call(`${gateway.apiUrl}/v1/chat/completions`, body, {
    headers: {
      'x-request-id': requestId,
      authorization: `Bearer ${MARKER}`,
      'x-fairlead-label-team': MARKER,
      'user-agent': MARKER,
    },
  });
const metrics = async (): Promise<string> => (await call(`${gateway.adminUrl}/metrics`)).text;
const logOf = (requestId: string): Promise<LogLine> =>
  until(`the log of ${requestId}`, () => gateway.logs().find((line) => line['requestId'] === requestId));

describe('the cost of a reply', () => {
  it('is tokens × price, in the header, the log and the metrics; the baseline tells what was saved', async () => {
    // 1000 × $2/M + 200 × $8/M; the baseline would have cost 1000 × $10/M + 200 × $40/M.
    const { headers } = await chat('priced');
    expect(headers['x-fairlead-cost-usd']).toBe('0.0036');
    expect(await logOf('priced')).toMatchObject({ costUsd: '0.0036', tokens: { input: 1000, output: 200 } });
    const text = await metrics();
    expect(text).toContain('fairlead_cost_usd_total{route="chat",target="primary/m"} 0.0036\n');
    expect(text).toContain('fairlead_saved_usd_total{route="chat"} 0.0144\n');
  });

  it('is absent where the price is unknown: never zero', async () => {
    primary.always(failStatus(503));
    const { status, headers } = await chat('unpriced');
    expect([status, headers['x-fairlead-target']]).toEqual([200, 'spare/unpriced']);
    expect(headers).not.toHaveProperty('x-fairlead-cost-usd');
    expect(await logOf('unpriced')).not.toHaveProperty('costUsd');
    expect(await metrics()).not.toContain('fairlead_cost_usd_total{route="chat",target="spare/unpriced"}');
  });
});

describe('the log', () => {
  it('has one line for an exchange, with its attempts', async () => {
    primary.always(failStatus(503));
    await chat('failed-over');
    expect(await logOf('failed-over')).toMatchObject({
      level: 30,
      msg: 'exchange',
      route: 'chat',
      target: 'spare/unpriced',
      outcome: 'ok',
      status: 200,
      stream: false,
      attempts: [
        { target: 'primary/m', status: 503, ms: expect.any(Number) as unknown },
        { target: 'spare/unpriced', result: 'ok', ms: expect.any(Number) as unknown },
      ],
      tokens: { input: 1000, output: 200 },
      ms: expect.any(Number) as unknown,
    });
    expect(gateway.logs().filter((line) => line['requestId'] === 'failed-over')).toHaveLength(1);
  });

  it('tells the first token of a stream', async () => {
    primary.always(slowDrip(1));
    const { headers } = await readStream(`${gateway.apiUrl}/v1/chat/completions`, {
      ...BODY,
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(headers).not.toHaveProperty('x-fairlead-cost-usd');
    expect(await logOf(String(headers['x-request-id']))).toMatchObject({
      stream: true,
      outcome: 'ok',
      firstTokenMs: expect.any(Number) as unknown,
    });
  });

  it.each<[string, object | string, number]>([
    ['an unknown model', { ...BODY, model: MARKER }, 404],
    ['no JSON', `{"${MARKER}`, 400],
  ])('holds nothing of a refused request: %s', async (_what, body, status) => {
    const answer = await call(`${gateway.apiUrl}/v1/chat/completions`, body, {
      headers: { 'x-request-id': `refused-${status}` },
    });
    expect(answer.status).toBe(status);
    expect(await logOf(`refused-${status}`)).toMatchObject({ outcome: 'bad_request', status, attempts: [] });
  });
});

it('the metrics that dashboards are built on exist, and none has a label of the caller', async () => {
  await call(`${gateway.apiUrl}/${MARKER}`, {}, { method: 'PROPFIND' });
  const text = await metrics();
  const names = [
    'http_requests_total',
    'http_request_duration_seconds_count',
    'fairlead_requests_total',
    'fairlead_attempts_total',
    'fairlead_failovers_total',
    'fairlead_time_to_first_token_seconds_count',
    'fairlead_time_per_output_token_seconds_count',
    'fairlead_overhead_seconds_count',
    'fairlead_inflight',
    'fairlead_circuit_state',
    'fairlead_tokens_total',
    'fairlead_cost_usd_total',
    'fairlead_saved_usd_total',
    'fairlead_policy_info',
    'process_cpu_seconds_total',
    'nodejs_eventloop_lag_seconds',
  ];
  expect(names.filter((name) => !new RegExp(`^${name}[{ ]`, 'm').test(text))).toEqual([]);
  expect(text).toMatch(
    /^fairlead_failovers_total\{route="chat",from="primary\/m",to="spare\/unpriced",class="\w+"\} \d+$/m,
  );
  expect(text).toContain('fairlead_circuit_state{target="primary/m",state="healthy"} ');
  expect(text).not.toContain(MARKER);
  const open = await call(`${gateway.adminUrl}/metrics`, undefined, {
    headers: { accept: 'application/openmetrics-text; version=1.0.0' },
  });
  expect(open.text.endsWith('# EOF\n')).toBe(true);
});

it('nothing that the gateway printed holds a prompt, a key or a header', () => {
  expect(gateway.logs().length).toBeGreaterThan(5);
  expect(gateway.output()).not.toContain(MARKER);
});
