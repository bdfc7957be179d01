import { call, type HttpAnswer } from '../../support/http-call.js';
import { readStream, type StreamAnswer } from '../../support/sse.js';
import { until } from '../../support/time.js';
import { CASES } from './cases/index.js';
import type { Ending, FaultCase } from './fault-case.js';
import { startWorld, type Scene, type World } from './world.js';

interface TrailedError {
  readonly message: string;
  readonly code: string;
  readonly fairlead: { readonly request_id: string; readonly attempts: { target: string; class: string }[] };
}

let world: World;

beforeAll(async () => {
  world = await startWorld(CASES);
}, 120_000);

afterAll(() => world.stop(), 30_000);

async function ask({ model, mode, row }: Scene): Promise<HttpAnswer & Partial<StreamAnswer>> {
  const url = `${world.gateway.apiUrl}/v1/chat/completions`;
  const body = { model, messages: [{ role: 'user', content: 'planted-prompt' }], stream: mode === 'stream' };
  const deadline = row.deadlineMs === undefined ? {} : { 'x-request-timeout-ms': String(row.deadlineMs) };
  const headers = { authorization: 'Bearer client-key', ...deadline };
  return mode === 'stream' ? readStream(url, body, { headers }) : call(url, body, { headers });
}

/** The attempts as the gateway logged them: `a:server_error b:ok`. */
async function loggedTrail({ model }: Scene): Promise<string> {
  const record = await until('the log line', () =>
    world.gateway.logs().find((line) => line['route'] === model),
  );
  const attempts = record['attempts'] as { target: string; result: string }[];
  return attempts.map(({ target, result }) => `${target[0]}:${result}`).join(' ');
}

function expectEnding(ending: Ending, answer: HttpAnswer & Partial<StreamAnswer>, scene: Scene): void {
  const { headers, status } = answer;
  if ('whole' in ending) {
    expect([status, headers['x-fairlead-target']]).toEqual([200, `${ending.whole}-${scene.model}/m`]);
    if (scene.mode === 'unary') expect(JSON.parse(answer.text)).toHaveProperty('choices');
    else expect(answer.events!.at(-1)!.data).toBe('[DONE]');
    return;
  }
  if ('broken' in ending) {
    const last = JSON.parse(answer.events!.at(-1)!.data!) as { error: TrailedError };
    expect([status, answer.ending, answer.text.includes('[DONE]')]).toEqual([200, 'complete', false]);
    expect(last.error.fairlead.attempts.at(-1)!.class).toBe(ending.broken);
    return;
  }
  const { error } = JSON.parse(answer.text) as { error: TrailedError };
  expect([status, error.code, headers['x-should-retry'], headers['retry-after']]).toEqual([
    ending.status,
    ending.code,
    ending.retry,
    ending.retryAfter,
  ]);
  expect(error.fairlead.request_id).toBe(headers['x-request-id']);
}

/** What reached each provider: as many calls as the trail says, in its order, and nothing of the caller's key. */
function expectProviders({ row, a, b, model }: Scene): void {
  const attempts = row.trail.split(' ').map((step) => step[0]);
  for (const [name, server, script] of [
    ['a', a, row.a],
    ['b', b, row.b],
  ] as const) {
    const expected = script === 'refuses' ? 0 : attempts.filter((attempt) => attempt === name).length;
    expect(`${name}: ${server.requests.length}`).toBe(`${name}: ${expected}`);
    for (const { headers, body } of server.requests) {
      expect(headers['authorization']).toBe(`Bearer secret-of-${name}-${model}`);
      expect(body['model']).toBe('m');
    }
  }
  const lastOfA = a.requests.at(-1)?.at ?? -Infinity;
  for (const { at } of b.requests) expect(at).toBeGreaterThan(lastOfA);
}

const rows = CASES.flatMap((row) =>
  row.modes.map((mode): [string, string, FaultCase] => [row.name, mode, row]),
);

describe('every row of the fault table', () => {
  it.each(rows)(
    '%s (%s)',
    async (_name, mode, row) => {
      const scene = world.scene(row, mode as 'unary' | 'stream');
      const answer = await ask(scene);
      expectEnding(row.ending, answer, scene);
      expect(answer.headers['x-fairlead-route']).toBe(scene.model);
      expect(await loggedTrail(scene)).toBe(row.trail);
      // A stream's headers are sent at its commit, when later attempts are not known; there are none after it.
      expect(answer.headers['x-fairlead-attempts']).toBe(String(row.trail.split(' ').length));
      expectProviders(scene);
      if (row.aborts)
        await until('the provider sees the abort', () => scene.a.requests[0]!.aborted || undefined);
    },
    30_000,
  );

  it('no secret and no prompt is in any log line', () => {
    const logs = JSON.stringify(world.gateway.logs());
    for (const planted of ['secret-of-', 'client-key', 'planted-prompt']) expect(logs).not.toContain(planted);
  });
});
