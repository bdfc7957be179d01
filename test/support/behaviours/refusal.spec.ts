import { startFaultServer } from '../fault-server.js';
import type { FaultServer } from '../fault-server.js';
import { call } from '../http-call.js';
import { until } from '../time.js';
import {
  badRequest,
  contentFilter,
  contextLength,
  failStatus,
  insufficientQuota,
  modelNotFound,
  ok,
  overloaded,
  overloadedFor,
  rateLimited,
  tooLarge,
  unauthorized,
  unsupportedParameter,
} from './index.js';
import type { Behaviour } from './index.js';

const TABLE: readonly [Behaviour, number, string | null, Record<string, string>][] = [
  [rateLimited(), 429, 'rate_limit_exceeded', {}],
  [rateLimited({ retryAfterSeconds: 7 }), 429, 'rate_limit_exceeded', { 'retry-after': '7' }],
  [
    rateLimited({ headers: { 'x-ratelimit-remaining-requests': '0' } }),
    429,
    'rate_limit_exceeded',
    { 'x-ratelimit-remaining-requests': '0' },
  ],
  [insufficientQuota(), 429, 'insufficient_quota', {}],
  [overloaded({ 'retry-after': '1' }), 503, 'overloaded', { 'retry-after': '1' }],
  [overloadedFor(60_000), 503, 'overloaded', {}],
  [unauthorized(), 401, 'invalid_api_key', {}],
  [modelNotFound(), 404, 'model_not_found', {}],
  [contextLength(), 400, 'context_length_exceeded', {}],
  [contentFilter(), 400, 'content_filter', {}],
  [badRequest(), 400, 'invalid_type', {}],
  [unsupportedParameter('top_p'), 400, 'unsupported_parameter', {}],
  [tooLarge(), 413, null, {}],
  [failStatus(502), 502, null, { 'content-type': 'application/json' }],
];

describe('a refusal on the wire', () => {
  let server: FaultServer;
  beforeAll(async () => (server = await startFaultServer()));
  afterAll(() => server.stop());

  const ask = (stream = false) =>
    call(`${server.baseUrl}/chat/completions`, { model: 'm', messages: [], stream });

  it.each(TABLE)('%j: status %i, code %s, headers %j', async (behaviour, status, code, headers) => {
    server.always(behaviour);
    for (const stream of [false, true]) {
      const reply = await ask(stream);
      expect(reply).toMatchObject({ status, headers, ending: 'complete' });
      const { error } = JSON.parse(reply.text) as { error: { code: string | null } };
      expect(Object.keys(error)).toEqual(['message', 'type', 'param', 'code']);
      expect(error.code).toBe(code);
    }
  });

  it('failStatus sends text as it stands', async () => {
    server.always(failStatus(502, 'upstream connect error'));
    expect(await ask()).toMatchObject({ status: 502, text: 'upstream connect error' });
  });

  it('a failure is met once where a good answer follows in the script', async () => {
    server.play([failStatus(500), ok()]);
    expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([500, 200, 200]);
  });

  it('overloadedFor ends by itself', async () => {
    server.always(overloadedFor(20));
    expect((await ask()).status).toBe(503);
    await until('a good answer', async () => (await ask()).status === 200);
  });
});
