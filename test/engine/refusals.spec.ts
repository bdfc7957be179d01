import { anthropicMessages, openAiChat, type Dialect } from '@fairlead/dialects';
import type { Plan, RoutePlan } from '@fairlead/policy';
import type { Caller } from './world/caller.js';
import { good, play } from './world/play.js';
import { refusing } from './world/scripts.js';
import { World, type Question } from './world/world.js';

function world(extra: Partial<RoutePlan>, script = good('A')): World {
  const adapt = (plan: Plan): Plan => ({
    ...plan,
    routes: plan.routes.map((route) => ({ ...route, ...extra })),
  });
  return new World({ scripts: { 'one/a': script }, adapt });
}

const MESSAGE = { model: 'chat', max_tokens: 9, messages: [{ role: 'user', content: 'hello' }] };
const errorOf = (caller: Caller): Record<string, unknown> =>
  (JSON.parse(caller.text) as { error: Record<string, unknown> }).error;

describe('a route that rejects', () => {
  it.each<[Dialect, Question]>([
    [openAiChat, {}],
    [anthropicMessages, { body: MESSAGE }],
  ])('says so in the words of $name, and calls nobody', async (dialect, question) => {
    const reject = { status: 410, message: 'Use the model "chat-2".', code: 'retired' };
    const it = world({ reject, tiers: [] });
    const caller = await play(it, { dialect, ...question });
    expect([caller.status, errorOf(caller)['message'], caller.header('x-should-retry')]).toEqual([
      410,
      'Use the model "chat-2".',
      'false',
    ]);
    if (dialect === openAiChat) expect(errorOf(caller)['code']).toBe('retired');
    expect([caller.header('x-fairlead-route'), it.calls]).toEqual(['chat', []]);
    expect(it.reports).toMatchObject([{ outcome: 'gateway_rejected', status: 410 }]);
  });

  it('has a code of its own where the policy gives none', async () => {
    const caller = await play(world({ reject: { status: 403, message: 'No.' }, tiers: [] }));
    expect(errorOf(caller)['code']).toBe('gateway_rejected');
  });
});

describe('on_no_target', () => {
  it('replaces status, hint and message; the log keeps what stood in the way', async () => {
    const onNoTarget = { status: 529, retryAfterMs: 30_000, message: 'Closed for the night.' };
    const it = world({ onNoTarget }, [refusing(401)]);
    it.ask();
    await it.clock.advance(1000);
    const caller = it.ask();
    await it.clock.advance(1000);
    expect([caller.status, caller.header('retry-after'), caller.header('x-should-retry')]).toEqual([
      529,
      '30',
      'true',
    ]);
    expect(errorOf(caller)).toMatchObject({ message: 'Closed for the night.', code: 'gateway_no_target' });
    expect(it.reports[1]!.error).toContain('Closed for the night.: No target of route "chat"');
    expect(it.reports[1]!.error).toContain('config:auth_invalid');
  });

  it('leaves what it does not name', async () => {
    const it = world({ onNoTarget: { status: 502 } }, [refusing(401)]);
    it.ask();
    await it.clock.advance(1000);
    const caller = it.ask();
    await it.clock.advance(1000);
    expect(caller.status).toBe(502);
    expect(errorOf(caller)['message']).toContain('one/a (config:auth_invalid)');
  });

  it('has no say where a target was tried', async () => {
    const caller = await play(world({ onNoTarget: { status: 529 } }, [refusing(400)]));
    expect(caller.status).toBe(400);
  });
});

it('an answer from a marked tier says so', async () => {
  const marked = (plan: Plan): Plan => ({
    ...plan,
    routes: plan.routes.map((route) => ({
      ...route,
      tiers: route.tiers.map((tier, index) => (index === 0 ? tier : { ...tier, markResponse: 'degraded' })),
    })),
  });
  const it = new World({
    scripts: {
      'one/a': [...good('A'), refusing(400, { code: 'model_not_found' }), refusing(401)],
      'two/b': good('B'),
    },
    route: {
      tiers: [{ targets: ['one/a'] }, { targets: ['two/b'] }],
      failover: { rules: { any: 'next_tier' } },
    },
    adapt: marked,
  });
  const callers = [await play(it), await play(it)];
  expect(
    callers.map((caller) => [caller.text.slice(0, 80).includes('"A'), caller.header('x-fairlead-mark')]),
  ).toEqual([
    [true, undefined],
    [false, 'degraded'],
  ]);
});
