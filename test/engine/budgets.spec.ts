import type { BudgetPlan, Plan } from '@fairlead/policy';
import type { Caller } from './world/caller.js';
import { good, play, tried } from './world/play.js';
import { refusing, replying, sending } from './world/scripts.js';
import { World, type Question, type WorldOptions } from './world/world.js';

/** 1000 nano-dollars per output token, prompts free. */
const CENT = { input: 0, output: 1 };
const DEAR = { input: 0, output: 10 };

/** 100 tokens at most, which makes an estimate of 100,000 nano-dollars; the reply has 20 of them. */
const asked: Question = { stream: false, body: { max_tokens: 100 } };
const ESTIMATE = 100_000;
const ACTUAL = 20_000;

function budget(known: Partial<BudgetPlan> = {}): BudgetPlan {
  const onExceeded = { action: 'reject' } as const;
  return {
    name: 'team',
    limitNanoUsd: 10 * ESTIMATE,
    per: 'hour',
    appliesTo: 'requests',
    onExceeded,
    line: 1,
    ...known,
  };
}

/** The budgets of each route by its name. */
function withBudgets(byRoute: Readonly<Record<string, readonly BudgetPlan[]>>) {
  return (plan: Plan): Plan => ({
    ...plan,
    routes: plan.routes.map((route) => ({ ...route, budgets: byRoute[route.name] ?? [] })),
  });
}

function world(options: Partial<WorldOptions> & { budgets?: readonly BudgetPlan[] } = {}): World {
  const { budgets = [budget()], ...rest } = options;
  return new World({
    scripts: { 'one/a': [replying('A', 1000)] },
    prices: { 'one/a': CENT },
    adapt: withBudgets({ chat: budgets }),
    ...rest,
  });
}

const sums = (it: World, of = budget(), scope = ''): number[] => {
  const { spentNanoUsd, reservedNanoUsd } = it.engine.spending.standing({ budget: of, scope });
  return [spentNanoUsd, reservedNanoUsd];
};

const code = (caller: Caller): unknown =>
  (JSON.parse(caller.text) as { error: { code: unknown } }).error.code;

describe('200 callers at once', () => {
  it.each([
    { says: 'less than the estimate', maxTokens: 100, out: 10, spent: 10 * ACTUAL },
    { says: 'twice the estimate', maxTokens: 10, out: 100, spent: 100 * ACTUAL },
  ])('at a target that bills $says: nobody goes out whose estimate does not fit', async (given) => {
    const estimate = given.maxTokens * 1000;
    let most = 0;
    const it: World = world({
      onCall: () => {
        const [spent = 0, reserved = 0] = sums(it);
        most = Math.max(most, spent + reserved);
      },
    });
    const callers = Array.from({ length: 200 }, () =>
      it.ask({ stream: false, body: { max_tokens: given.maxTokens } }),
    );
    await it.clock.advance(0);
    expect(sums(it)).toEqual([0, given.out * estimate]);
    await it.clock.advance(10_000);
    expect(it.calls).toHaveLength(given.out);
    expect(callers.filter(({ status }) => status === 429)).toHaveLength(200 - given.out);
    expect(most).toBeLessThanOrEqual(budget().limitNanoUsd);
    expect(sums(it)).toEqual([given.spent, 0]);
    expect(given.spent).toBeLessThanOrEqual(
      budget().limitNanoUsd + given.out * Math.max(0, ACTUAL - estimate),
    );
  });

  it('that come one after another spend until the next estimate does not fit', async () => {
    const it = world();
    for (let i = 0; i < 100; i++) {
      it.ask(asked);
      await it.clock.advance(2000);
    }
    expect([it.calls.length, sums(it)]).toEqual([46, [46 * ACTUAL, 0]]);
  });
});

describe('a budget that has no room', () => {
  const spent = { budgets: [budget({ limitNanoUsd: ESTIMATE - 1 })] };

  it('refuses with 429, its name and the time to the end of its window', async () => {
    const it = world(spent);
    await it.clock.advance(3_600_000 - (it.clock.wall().getTime() % 3_600_000) + 600_000);
    const caller = it.ask(asked);
    await it.clock.advance(0);
    expect([
      caller.status,
      code(caller),
      caller.header('retry-after'),
      caller.header('x-should-retry'),
    ]).toEqual([429, 'budget_exceeded', '3000', 'false']);
    expect(caller.text).toContain('The budget \\"team\\" (0.000099999 USD per hour) has no room');
    expect(it.reports).toMatchObject([{ outcome: 'budget_exceeded', attempts: [] }]);
    expect(it.calls).toEqual([]);
  });

  it('leaves targets that it can pay', async () => {
    const it = world({
      scripts: { 'dear/a': good('A'), 'cheap/b': good('B') },
      prices: { 'dear/a': DEAR, 'cheap/b': CENT },
      budgets: [budget({ limitNanoUsd: ESTIMATE })],
    });
    await play(it, asked);
    expect(tried(it)).toEqual(['cheap/b']);
  });

  it('does not count a target without a price', async () => {
    const it = world({ ...spent, prices: {} });
    expect((await play(it, asked)).status).toBe(200);
    expect(sums(it)).toEqual([0, 0]);
  });

  it('that only watches lets everything pass, and says so', async () => {
    const it = world({
      budgets: [budget({ limitNanoUsd: ESTIMATE - 1, onExceeded: { action: 'log_only' } })],
    });
    expect((await play(it, asked)).status).toBe(200);
    expect(it.reports[0]!.overBudget).toEqual(['team']);
    expect(sums(it)).toEqual([ACTUAL, 0]);
  });

  it('of several is enough', async () => {
    const it = world({ budgets: [budget({ name: 'wide' }), ...spent.budgets] });
    expect((await play(it, asked)).status).toBe(429);
    expect(sums(it, budget({ name: 'wide' }))).toEqual([0, 0]);
  });

  it('is each scope value’s own', async () => {
    const scope = {
      text: 'label("team")',
      evaluate: ({ labels }: { labels: Record<string, string> }) => labels['team'] ?? '',
    };
    const it = world({ budgets: [budget({ limitNanoUsd: ESTIMATE, scope })] });
    const callers = ['red', 'red', 'blue'].map((team) => it.ask({ ...asked, labels: { team } }));
    await it.clock.advance(10_000);
    expect(callers.map(({ status }) => status)).toEqual([200, 429, 200]);
  });
});

describe('use_route', () => {
  const economy = { name: 'economy', match: { model: 'economy' }, targets: ['cheap/b'] };
  const scripts = { 'one/a': good('A'), 'cheap/b': good('B') };
  const useRoute = (name: string, route: string): BudgetPlan =>
    budget({ name, limitNanoUsd: 1, onExceeded: { action: 'use_route', route } });
  const given = (byRoute: Record<string, readonly BudgetPlan[]>): World =>
    world({
      scripts,
      prices: { 'one/a': CENT, 'cheap/b': CENT },
      route: { targets: ['one/a'] },
      policy: { routes: [economy] },
      adapt: withBudgets(byRoute),
    });

  it('sends the request by the other route’s plan', async () => {
    const it = given({ chat: [useRoute('team', 'economy')] });
    const caller = await play(it, asked);
    expect([caller.header('x-fairlead-route'), tried(it)]).toEqual(['economy', ['cheap/b']]);
  });

  it('meets that route’s own budgets, and never goes round in a circle', async () => {
    const it = given({ chat: [useRoute('team', 'economy')], economy: [useRoute('last', 'chat')] });
    const caller = await play(it, asked);
    expect([caller.status, code(caller), it.calls]).toEqual([429, 'budget_exceeded', []]);
    expect(caller.text).toContain('\\"last\\"');
  });
});

describe('what an attempt is charged', () => {
  const usage = { prompt_tokens: 10, completion_tokens: 7 };
  const brokenWithUsage = sending(`data: ${JSON.stringify({ choices: [], usage })}\n\n`);

  it.each<[string, WorldOptions['scripts'], Question, number]>([
    ['a reply: what it reports', { 'one/a': [replying('A', 10)] }, {}, ACTUAL],
    ['a stream that reports nothing: the estimate', { 'one/a': good('A') }, { stream: true }, ESTIMATE],
    ['a refusal: nothing', { 'one/a': [refusing(400)] }, {}, 0],
    ['each attempt by itself', { 'one/a': [refusing(401)], 'two/b': [replying('B', 10)] }, {}, ACTUAL],
    ['a reply that was cut off: nothing', { 'one/a': [replying('A', 5, 'cut')] }, {}, 0],
    ['a failed attempt that reports tokens: those', { 'one/a': [brokenWithUsage] }, { stream: true }, 7000],
    [
      'that and the attempt after it',
      { 'one/a': [brokenWithUsage], 'two/b': good('B') },
      { stream: true },
      7000 + ESTIMATE,
    ],
    [
      'a caller that left before the first word: nothing',
      { 'one/a': good('A') },
      { stream: true, leavesAtMs: 20 },
      0,
    ],
    [
      'a caller that left in the middle: the estimate',
      { 'one/a': good('A') },
      { stream: true, leavesAtMs: 55 },
      ESTIMATE,
    ],
  ])('%s', async (_, scripts, question, charged) => {
    const it = world({ scripts, prices: { 'one/a': CENT, 'two/b': CENT } });
    await play(it, { ...asked, ...question });
    expect(sums(it)).toEqual([charged, 0]);
  });
});

it('a budget outlives a reload, and is whole again in its next window', async () => {
  const it = world({ budgets: [budget({ limitNanoUsd: ESTIMATE + ACTUAL - 1 })] });
  const hourMs = 3_600_000;
  await it.clock.advance(hourMs - (it.clock.wall().getTime() % hourMs));
  it.ask(asked);
  await it.clock.advance(10_000);
  it.reload({ targets: ['one/a'] });
  const refused = it.ask(asked);
  await it.clock.advance(hourMs);
  const passed = it.ask(asked);
  await it.clock.advance(10_000);
  expect([refused.status, passed.status]).toEqual([429, 200]);
});

it('a budget warns once a window', async () => {
  const it = world({ budgets: [budget({ warnAt: 0.03 })] });
  it.ask(asked);
  await it.clock.advance(5000);
  expect(it.warnings).toEqual([]);
  it.ask(asked);
  it.ask(asked);
  await it.clock.advance(5000);
  expect(it.warnings).toMatchObject([{ budget: 'team', spentNanoUsd: 2 * ACTUAL }]);
});
