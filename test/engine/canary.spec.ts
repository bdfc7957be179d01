import type { CanaryStanding } from '@fairlead/engine';
import type { CanaryGate, CanaryPlan, Plan, RequestKey } from '@fairlead/policy';
import { good } from './world/play.js';
import type { Script } from './world/scripted-provider.js';
import { refusing, streaming } from './world/scripts.js';
import { World } from './world/world.js';

const GATE: CanaryGate = {
  failureRateDelta: 0.02,
  firstTokenP95Ratio: 1.5,
  minRequests: 50,
  overMs: 900_000,
};
const OFTEN = streaming({ text: 'B', piecesAtMs: [100, 110] });
const SLOW = streaming({ text: 'B', piecesAtMs: [160, 170] });

interface Given {
  readonly share?: number;
  readonly key?: RequestKey;
  readonly gate?: CanaryGate;
  /** What the canary's target does. */
  readonly next?: readonly Script[];
  readonly others?: Readonly<Record<string, readonly Script[]>>;
}

/** The route’s tiers with `new/b` in the place of `old/a`. */
function withCanary({ share = 0.2, key = { kind: 'request' }, gate }: Given) {
  return (plan: Plan): Plan => ({
    ...plan,
    routes: plan.routes.map((route) => {
      const tiers = route.tiers.map((tier) => {
        const targets = tier.pool.targets.map((target) =>
          target.id === 'old/a' ? { ...target, id: 'new/b', provider: 'new', model: 'b' } : target,
        );
        return { ...tier, pool: { ...tier.pool, id: `${tier.pool.id}~next`, targets } };
      });
      const canary: CanaryPlan = { name: 'next', share, key, tiers, line: 1, ...(gate && { abortIf: gate }) };
      return { ...route, canaries: [canary] };
    }),
  });
}

function world(given: Given = {}): { it: World; aborts: CanaryStanding[] } {
  const { next = [OFTEN], others = {} } = given;
  const it = new World({
    scripts: { 'old/a': [streaming({ text: 'A', piecesAtMs: [100, 110] })], 'new/b': next, ...others },
    route: { tiers: [{ targets: ['old/a'] }, ...Object.keys(others).map((id) => ({ targets: [id] }))] },
    adapt: withCanary(given),
  });
  return { it, aborts: it.aborts };
}

async function askMany(it: World, count: number, labelsOf = (_: number): Record<string, string> => ({})) {
  const callers = [];
  for (let index = 0; index < count; index++) {
    callers.push(it.ask({ labels: labelsOf(index) }));
    await it.clock.advance(500);
  }
  return callers;
}

const sideOf = (caller: { header(name: string): string | undefined }): string =>
  caller.header('x-fairlead-canary') ?? 'baseline';

describe('a canary’s share', () => {
  it('is taken by request, and told in a header', async () => {
    const { it } = world();
    const callers = await askMany(it, 1000);
    const taken = callers.filter((caller) => sideOf(caller) === 'next');
    expect(taken.length).toBeGreaterThan(150);
    expect(taken.length).toBeLessThan(250);
    for (const caller of callers)
      expect(caller.header('x-fairlead-target')).toBe(sideOf(caller) === 'next' ? 'new/b' : 'old/a');
    expect(it.reports.filter(({ canary }) => canary === 'next')).toHaveLength(taken.length);
  });

  it.each<[string, RequestKey]>([
    ['label', { kind: 'label', name: 'user' }],
    ['tenant', { kind: 'tenant' }],
  ])('by %s: one value is always on one side', async (_, key) => {
    const { it } = world({ share: 0.5, key });
    const who = (index: number): string => `u${index % 10}`;
    const callers = await askMany(it, 100, (index) => ({ user: who(index), tenant: who(index) }));
    const sides = new Map<string, Set<string>>();
    callers.forEach((caller, index) => {
      const seen = sides.get(who(index)) ?? new Set();
      sides.set(who(index), seen.add(sideOf(caller)));
    });
    expect([...sides.values()].map((seen) => seen.size)).toEqual(Array(10).fill(1));
    expect(new Set([...sides.values()].flatMap((seen) => [...seen])).size).toBe(2);
  });

  it('keeps whom it has when it grows', async () => {
    const of = async (share: number) => {
      const { it } = world({ share });
      const callers = await askMany(it, 300);
      return new Set(callers.flatMap((caller, index) => (sideOf(caller) === 'next' ? [index] : [])));
    };
    const small = await of(0.1);
    const large = await of(0.3);
    expect([...small].every((index) => large.has(index))).toBe(true);
    expect([small.size > 0, large.size > small.size]).toEqual([true, true]);
  });
});

describe('a canary’s gate', () => {
  it.each<[string, Given, string]>([
    ['fails every request', { next: [refusing(500)] }, 'failure rate 100%, baseline 0%'],
    [
      'fails, and failover hides it',
      { next: [refusing(500)], others: { 'spare/c': good('C') } },
      'failure rate 100%, baseline 0%',
    ],
    [
      'does not exist: one failure, and then it is out',
      { next: [refusing(404, { code: 'model_not_found' })], others: { 'spare/c': good('C') } },
      'failure rate 100%, baseline 0%',
    ],
    ['is slower', { next: [SLOW] }, 'first token p95 '],
  ])('aborts one whose target %s', async (_, given, reason) => {
    const { it, aborts } = world({ gate: GATE, ...given });
    await askMany(it, 500);
    expect(aborts).toHaveLength(1);
    expect(aborts[0]).toMatchObject({ route: 'chat', name: 'next', aborted: true });
    expect(aborts[0]!.reason).toContain(reason);
    expect(aborts[0]!.canary.requests).toBe(50);
    const before = it.calls.length;
    const after = await askMany(it, 100);
    expect(after.map(sideOf)).toEqual(Array(100).fill('baseline'));
    expect(new Set(it.calls.slice(before).map(({ target }) => target))).toEqual(new Set(['old/a']));
    expect(after.map(({ status }) => status)).toEqual(Array(100).fill(200));
  });

  it('leaves a good one alone', async () => {
    const { it, aborts } = world({ gate: GATE });
    await askMany(it, 500);
    expect(aborts).toEqual([]);
    expect(it.engine.canaries.standings()).toMatchObject([{ name: 'next', verdict: 'ok', aborted: false }]);
  });

  it('says nothing on too few requests', async () => {
    const { it, aborts } = world({ gate: { ...GATE, minRequests: 150 }, next: [refusing(500)] });
    await askMany(it, 500);
    expect(aborts).toEqual([]);
    expect(it.engine.canaries.standings()).toMatchObject([{ verdict: 'inconclusive' }]);
  });

  it('does not count what the request is to blame for', async () => {
    const { it, aborts } = world({ gate: GATE, next: [refusing(400)] });
    await askMany(it, 500);
    expect(aborts).toEqual([]);
  });

  it('holds over a reload, until someone resets it', async () => {
    const { it, aborts } = world({ gate: GATE, next: [...Array<Script>(200).fill(refusing(500)), OFTEN] });
    await askMany(it, 500);
    it.reload({ targets: ['old/a'] });
    expect((await askMany(it, 50)).map(sideOf)).toEqual(Array(50).fill('baseline'));
    expect(it.engine.canaries.reset('chat', 'other')).toBe(false);
    expect(it.engine.canaries.reset('chat', 'next')).toBe(true);
    expect((await askMany(it, 50)).map(sideOf)).toContain('next');
    expect(aborts).toHaveLength(1);
  });
});
