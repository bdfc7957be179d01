import { seededRng, type Candidate, type RequestFacts, type StrategyInstance } from '@fairlead/plugin-sdk';
import plugin from './index.js';

const definition = plugin.strategies!['time_of_day']!;
const facts: RequestFacts = { operation: 'chat', model: 'm', stream: true, promptTokens: 100, labels: {} };

const candidates: readonly Candidate[] = ['acme/m', 'other/m', 'third/m'].map((id, position) => ({
  id,
  position,
  weight: position === 2 ? 2 : 1,
  inflight: 0,
  inflightTokens: 0,
  phantom: 0,
  failureRate: 0,
  expectedOutputTokens: 300,
}));

function at(time: string, options: object, seed = 1): StrategyInstance {
  const parsed = definition.options.parse(options);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join());
  const wall = new Date(`2026-03-01T${time}:00Z`);
  const clock = { now: () => 0, wall: () => wall };
  return definition.create(parsed.value, { clock, rng: seededRng(seed), pool: 'p' });
}

/** How often each of the candidates is picked, out of 1000. */
function shares(strategy: StrategyInstance, among = candidates): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let n = 0; n < 1000; n++) {
    const { id } = among[strategy.pick(among, facts)!.index!]!;
    counts[id] = (counts[id] ?? 0) + 1;
  }
  return counts;
}

const NIGHTS = { cheap: { 'acme/m': '22:00-06:00', 'other/m': ['12:00-13:00', '22:00-23:00'] } };

it.each([
  ['03:00', {}, ['acme/m']],
  ['12:30', {}, ['other/m']],
  ['22:30', {}, ['acme/m', 'other/m']],
  ['09:00', {}, ['acme/m', 'other/m', 'third/m']],
  ['20:00', { offset: '+08:00' }, ['acme/m']],
  ['20:00', { offset: '-08:00' }, ['other/m']],
])('at %s UTC, %j: one of %j', (time, more, expected) => {
  expect(Object.keys(shares(at(time, { ...NIGHTS, ...more }))).sort()).toEqual(expected);
});

it('goes by weight among those that are equal in price (seed 1)', () => {
  const { 'acme/m': acme, 'other/m': other, 'third/m': third } = shares(at('09:00', NIGHTS));
  expect(third! / (acme! + other!)).toBeCloseTo(1, 0);
  expect(acme! / other!).toBeCloseTo(1, 0);
});

it('is content with whom it is given: the cheap one may have been tried', () => {
  expect(Object.keys(shares(at('03:00', NIGHTS), candidates.slice(1)))).toEqual(['third/m', 'other/m']);
});

it('picks the same by the same seed and hour', () => {
  const picks = (seed: number): unknown[] =>
    Array.from(
      { length: 50 },
      (
        (s) => () =>
          s.pick(candidates, facts)!.index
      )(at('09:00', NIGHTS, seed)),
    );
  expect(picks(7)).toEqual(picks(7));
  expect(picks(7)).not.toEqual(picks(8));
});

it('says for the record who was cheap', () => {
  expect(at('03:00', NIGHTS).pick(candidates, facts)).toHaveProperty('parts', [
    { cheap_now: 1 },
    { cheap_now: 0 },
    { cheap_now: 0 },
  ]);
});

it.each([
  [{ cheap: { 'acme/m': '22:00' } }, 'hours such as 16:30-00:30'],
  [{ cheap: '22:00-06:00' }, 'must map targets to hours'],
  [{ cheap: {}, offset: 'Berlin' }, 'UTC, or an offset'],
  [{ chaep: {} }, 'did you mean "cheap"?'],
])('%j: "%s"', (options, problem) => {
  const parsed = definition.options.parse(options);
  expect(!parsed.ok && parsed.problems.map(({ message }) => message)).toEqual([
    expect.stringContaining(problem),
  ]);
});
