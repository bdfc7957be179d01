import { call, type HttpAnswer } from '../../support/http-call.js';
import { readStream, streamedText, type StreamAnswer } from '../../support/sse.js';
import { until } from '../../support/time.js';
import { CASES } from './cases/index.js';
import type { Ending, FaultCase } from './fault-case.js';
import { startWorld, type Scene, type World } from './world.js';

/** What every good answer of a fault server says. */
const TEXT = 'The quick brown fox jumps over the lazy dog';

interface TrailedError {
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: string;
  readonly fairlead: {
    readonly request_id: string;
    readonly route: string;
    readonly attempts: readonly { target: string; class: string }[];
  };
}

/** Callers at once: cases share nothing but the gateway, and most of their time is waiting. */
const CALLERS = 8;

let world: World;
const answers = new Map<Scene, PromiseSettledResult<Answer>>();

beforeAll(async () => {
  world = await startWorld(CASES);
  const left = [...world.scenes];
  const callOneByOne = async (): Promise<void> => {
    for (let scene = left.shift(); scene !== undefined; scene = left.shift()) {
      const [outcome] = await Promise.allSettled([ask(scene)]);
      answers.set(scene, outcome);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, callOneByOne));
}, 120_000);

afterAll(() => world.stop(), 30_000);

async function ask({ model, mode, row }: Scene): Promise<Answer> {
  const url = `${world.gateway.apiUrl}/v1/chat/completions`;
  const body = { model, messages: [{ role: 'user', content: 'planted-prompt' }], stream: mode === 'stream' };
  const deadline = row.deadlineMs === undefined ? {} : { 'x-request-timeout-ms': String(row.deadlineMs) };
  const headers = { authorization: 'Bearer client-key', ...deadline, ...row.headers };
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

type Answer = HttpAnswer & Partial<StreamAnswer>;

function expectEnding(ending: Ending, answer: Answer, scene: Scene): void {
  if ('whole' in ending) return expectWhole(ending, answer, scene);
  if ('broken' in ending) return expectBroken(ending, answer, scene);
  const { headers, status } = answer;
  const { error } = JSON.parse(answer.text) as { error: TrailedError };
  expect([status, error.code, headers['x-should-retry'], headers['retry-after']]).toEqual([
    ending.status,
    ending.code,
    ending.retry,
    ending.retryAfter,
  ]);
  expect(headers).not.toHaveProperty('x-fairlead-target');
  expectError(error, answer, scene);
}

function expectWhole(
  { whole, text = TEXT }: Extract<Ending, { whole: unknown }>,
  answer: Answer,
  scene: Scene,
): void {
  const { headers, status, ending, events } = answer;
  expect([status, ending, headers['x-fairlead-target']]).toEqual([
    200,
    'complete',
    `${whole}-${scene.model}/m`,
  ]);
  expect(headers).not.toHaveProperty('x-should-retry');
  if (events === undefined) {
    const reply = JSON.parse(answer.text) as { choices: [{ message: { content: string | null } }] };
    return expect(reply.choices[0].message.content ?? '').toBe(text);
  }
  expect(streamedText(events)).toBe(text);
  expect(events.filter(({ data }) => data === '[DONE]')).toHaveLength(1);
  expect(events.at(-1)!.data).toBe('[DONE]');
}

/** A part of the answer, then one error event as the last word; nothing that a client could take for an end. */
function expectBroken({ broken }: Extract<Ending, { broken: unknown }>, answer: Answer, scene: Scene): void {
  const { events = [], headers } = answer;
  expect([answer.status, answer.ending, headers['x-fairlead-target']]).toEqual([
    200,
    'complete',
    `a-${scene.model}/m`,
  ]);
  expect(answer.text).not.toContain('[DONE]');
  const content = streamedText(events);
  expect(content).not.toBe('');
  expect(TEXT.startsWith(content) && content !== TEXT).toBe(true);
  const errors = events.filter(({ data }) => data?.startsWith('{"error"'));
  expect([errors.length, errors[0]]).toEqual([1, events.at(-1)]);
  const { error } = JSON.parse(errors[0]!.data!) as { error: TrailedError };
  expect(error.code).toBe(broken);
  expectError(error, answer, scene);
}

function expectError(error: TrailedError, { headers }: Answer, { row, model }: Scene): void {
  const { param = null } = 'status' in row.ending ? row.ending : {};
  expect([error.message, error.type, error.param]).toEqual([
    expect.stringMatching(/./),
    expect.stringMatching(/_error$|^[a-z_]+$/),
    param,
  ]);
  const trail = error.fairlead.attempts.map((attempt) => `${attempt.target[0]}:${attempt.class}`);
  expect(trail.join(' ')).toBe(row.trail);
  expect([error.fairlead.request_id, error.fairlead.route]).toEqual([headers['x-request-id'], model]);
}

/** What reached each provider: as many calls as the trail says, in its order, and nothing of the caller's key. */
function expectProviders({ row, a, b, model }: Scene): void {
  const attempts = row.trail.split(' ').map((step) => step[0]);
  for (const [name, server, script] of [
    ['a', a, row.a],
    ['b', b, row.b],
  ] as const) {
    const expected = typeof script === 'string' ? 0 : attempts.filter((attempt) => attempt === name).length;
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
      const outcome = answers.get(scene)!;
      if (outcome.status === 'rejected') throw outcome.reason;
      const answer = outcome.value;
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
