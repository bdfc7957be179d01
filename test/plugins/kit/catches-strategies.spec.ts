import { checkPlugin } from '@fairlead/plugin-kit';
import {
  definePlugin,
  defineStrategy,
  noConfig,
  type Candidate,
  type FairleadPlugin,
  type StrategyContext,
  type StrategyInstance,
} from '@fairlead/plugin-sdk';
import type { StrategyClaims } from '@fairlead/plugin-sdk/testing';

type Create = (context: StrategyContext) => StrategyInstance;

const plugin = (create: Create, options = noConfig): FairleadPlugin =>
  definePlugin({
    name: 'acme',
    strategies: { acme: defineStrategy({ options, create: (_options, context) => create(context) }) },
  });

const anything = { ...noConfig, parse: () => ({ ok: true as const, value: {}, unset: [] }) };

/** In turn, by id; `keep` is what of its cursor it remembers. */
const inTurn =
  (memory: (used: Map<string, number>) => Partial<StrategyInstance>): Create =>
  () => {
    const used = new Map<string, number>();
    const turns = ({ id }: Candidate): number => used.get(id) ?? 0;
    return {
      pick(candidates) {
        const least = Math.min(...candidates.map(turns));
        const index = candidates.findIndex((each) => turns(each) === least);
        used.set(candidates[index]!.id, least + 1);
        return { index };
      },
      ...memory(used),
    };
  };

const remembered = inTurn((used) => ({
  snapshot: () => Object.fromEntries(used),
  restore(state) {
    used.clear();
    for (const [id, turns] of Object.entries(state ?? {}))
      if (Number.isInteger(turns)) used.set(id, turns as number);
  },
}));

const byWeight: Create = ({ rng }) => ({
  pick(candidates) {
    let left = rng.float() * candidates.reduce((sum, { weight }) => sum + weight, 0);
    const index = candidates.findIndex(({ weight }) => (left -= weight) < 0);
    return { index: Math.max(0, index) };
  },
});

const first: Create = () => ({ pick: () => ({ index: 0 }) });

/** What is wrong, the case that must find it, and what it must say. */
const WRONG: readonly (readonly [
  what: string,
  plugin: FairleadPlugin,
  code: string,
  why: RegExp,
  claims?: StrategyClaims,
])[] = [
  ['takes any option', plugin(first, anything), 'options', /unknown option passed/],
  [
    'picks who is not there',
    plugin(() => ({ pick: (all) => ({ index: all.length }) })),
    'eligible',
    /seed 1: it picked \d of/,
  ],
  [
    'refuses without a reason',
    plugin(() => ({ pick: () => ({ excluded: {} }) })),
    'eligible',
    /said why of 0/,
  ],
  [
    'sorts what it is shown',
    plugin(() => ({
      pick(all) {
        (all as Candidate[]).sort((a, b) => b.weight - a.weight);
        return { index: 0 };
      },
    })),
    'reads_only',
    /read only|Cannot assign/,
  ],
  [
    'has dice of its own',
    plugin(() => ({ pick: (all) => ({ index: Math.floor(Math.random() * all.length) }) })),
    'deterministic',
    /seed 1: picks/,
  ],
  [
    'looks at the clock on the wall',
    plugin(() => ({ pick: (all) => ({ index: new Date().getFullYear() % all.length }) })),
    'pure',
    /new Date\(\)/,
  ],
  [
    'compares everyone with everyone, and again',
    plugin(() => ({
      pick(all) {
        let heaviest = 0;
        for (const a of all) for (const b of all) heaviest = Math.max(heaviest, a.weight, b.weight);
        return { index: all.findIndex(({ weight }) => weight === heaviest) };
      },
    })),
    'cost',
    /read \d+ fields/,
  ],
  ['remembers, and does not say so', plugin(inTurn(() => ({}))), 'snapshot', /it has no snapshot/],
  [
    'forgets what it is given',
    plugin(inTurn((used) => ({ snapshot: () => Object.fromEntries(used), restore: () => undefined }))),
    'snapshot',
    /picks of the one that was restored/,
  ],
  [
    'remembers what JSON cannot hold',
    plugin(inTurn((used) => ({ snapshot: () => used, restore: () => undefined }))),
    'snapshot',
    /its snapshot as JSON/,
  ],
  [
    'trips over the state of an older version',
    plugin(
      inTurn(() => ({
        snapshot: () => ({ turns: [] }),
        restore: (state) => void (state as { turns: unknown[] }).turns.length,
      })),
    ),
    'restore',
    /TypeError/,
  ],
  [
    'remembers every request',
    plugin(() => {
      const all: string[] = [];
      return {
        pick(candidates) {
          all.push(candidates[0]!.id);
          return { index: 0 };
        },
        snapshot: () => all,
        restore: () => undefined,
      };
    }),
    'bounded',
    /after 5000 more/,
  ],
  ['always takes the first', plugin(first), 'no_starvation', /shares of four equals: 1.000, 0.000/],
  [
    'says that it heeds weights',
    plugin(remembered),
    'weights',
    /shares for weights 5, 3, 2: 0.33/,
    { fairness: 'weights' },
  ],
];

const failuresOf = async (strategy: FairleadPlugin, claims: StrategyClaims, only = '') => {
  const { subjects, problems } = await checkPlugin(strategy, {
    only,
    settings: { strategies: { acme: claims } },
  });
  expect(problems).toEqual([]);
  return subjects.flatMap(({ cases }) => cases).filter(({ outcome }) => outcome === 'failed');
};

describe('of a strategy that is right, the kit says so', () => {
  it.each([
    ['in turn', plugin(remembered), {}],
    ['by weight', plugin(byWeight), { fairness: 'weights' as const }],
    ['the first', plugin(first), { fairness: 'none' as const }],
  ])('%s', async (_how, strategy, claims) => {
    expect(await failuresOf(strategy, claims)).toEqual([]);
  });
});

describe('the kit catches a strategy that', () => {
  it.each(WRONG.map(([what, ...rest]) => [what, rest] as const))('%s', async (_what, wrong) => {
    const [strategy, code, why, claims = {}] = wrong;
    const failures = await failuresOf(strategy, claims, `strategy.${code}`);
    expect(failures).toMatchObject([{ code: `strategy.${code}`, why: expect.stringMatching(why) as string }]);
  });
});
