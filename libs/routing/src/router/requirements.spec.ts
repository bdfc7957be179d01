import type { ConstraintPlan, Requirement, TargetTraits } from '@fairlead/policy';
import fc from 'fast-check';
import { someFacts } from '../testing/candidate.js';
import { pool, route, tier } from '../testing/plan.js';
import { ill, routingBench } from '../testing/routing-bench.js';
import { noHistory } from './decision.js';

const nothing: Requirement = { capabilities: [], tagsNoneOf: [], tagsAllOf: [] };
const anything = route([]).match;
const onlyEu: ConstraintPlan = {
  name: 'eu-data',
  match: anything,
  require: { ...nothing, regions: ['eu'] },
  line: 1,
};

/** What the route requires, what is known of a, what the request needs → why a is out. */
const REASONS: readonly [
  require: Partial<Requirement>,
  traits: Partial<TargetTraits> | undefined,
  needs: ('tools' | 'vision')[],
  reason: string | undefined,
][] = [
  [{ capabilities: ['tools'] }, { capabilities: ['tools'] }, [], undefined],
  [{ capabilities: ['tools'] }, { capabilities: ['vision'] }, [], 'capability:tools'],
  [{ capabilities: ['tools'] }, undefined, [], 'capability:tools'],
  [{ regions: ['eu'] }, { region: 'us' }, [], 'region'],
  [{ tagsNoneOf: ['reseller'] }, { tags: ['reseller'] }, [], 'tags'],
  [{ data: { training: 'deny' } }, undefined, [], 'data'],
  [{ maxPrice: { inputNanoUsdPerMtok: 1 } }, undefined, [], 'price'],
  [{}, { capabilities: ['tools'] }, ['tools', 'vision'], 'capability:vision'],
  [{}, undefined, ['tools', 'vision'], undefined],
];

describe('what is asked of a target', () => {
  it.each(REASONS)('%j of %j with needs %j: %s', (require, traits, capabilities, reason) => {
    const plan = route([tier('main', pool('p', ['a']))], { require: { ...nothing, ...require } });
    const bench = routingBench(plan, { a: traits ? { traits: { tags: [], ...traits } } : {} });
    expect(bench.excluded({}, { capabilities })).toEqual({ a: reason });
  });

  it('looks for the needs of a request only where a target is known to lack some', () => {
    const plan = route([tier('main', pool('p', ['a']))]);
    let looked = 0;
    const facts = {
      get capabilities() {
        looked++;
        return [];
      },
    };
    const ask = (traits: TargetTraits): void => {
      const bench = routingBench(plan, { a: { traits } });
      bench.router.decide(plan, Object.assign(Object.create(facts) as object, someFacts), noHistory);
    };
    ask({ tags: ['x'], region: 'eu' });
    expect(looked).toBe(0);
    ask({ tags: [], capabilities: ['tools'] });
    expect(looked).toBe(1);
  });

  it('a target says itself where it runs, before its provider does', () => {
    const plan = route([tier('main', pool('p', [{ id: 'a', region: 'eu' }, 'b']))]);
    const known = { traits: { region: 'us', tags: [] } };
    const bench = routingBench(plan, { a: known, b: known });
    expect(bench.excluded({ constraints: [onlyEu] })).toEqual({ a: undefined, b: 'constraint:eu-data' });
  });

  it('a constraint holds in every tier, on every attempt, and for panic', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const regions = fc.array(fc.constantFrom('eu', 'us', undefined), { minLength: 6, maxLength: 6 });
    const cases = fc.record({
      regions,
      sick: fc.subarray(ids),
      tried: fc.subarray(ids),
      named: fc.constantFrom(undefined, 'second', 'rule'),
    });
    fc.assert(
      fc.property(cases, ({ regions, sick, tried, named }) => {
        const known = Object.fromEntries(
          ids.map((id, index) => {
            const region = regions[index];
            return [id, { traits: { tags: [], ...(region !== undefined && { region }) } }];
          }),
        );
        const plan = route([
          tier('first', pool('p', ids.slice(0, 2))),
          tier('second', pool('q', ids.slice(2, 4))),
          tier('rule', pool('r', ids.slice(4)), true),
        ]);
        const bench = routingBench(plan, known);
        for (const id of sick) bench.standings.set(id, ill('circuit', 1000));
        const history = { constraints: [onlyEu], tried: new Set(tried), ...(named && { tier: named }) };
        const chosen = bench.choose(history);
        expect(chosen === undefined || known[chosen]!.traits.region === 'eu').toBe(true);
      }),
      { seed: 8, numRuns: 300 },
    );
  });
});
