import { candidate, instance, picks, someFacts } from '../testing/candidate.js';
import { LowestCost } from './lowest-cost.js';

const cheap = candidate('a', { costNanoUsd: 100, successRate: 0.96, firstTokenP95Ms: 3000 });
const near = candidate('b', { costNanoUsd: 109, successRate: 0.99, firstTokenP95Ms: 9000 });
const dear = candidate('c', { costNanoUsd: 900 });
const unknown = candidate('d');

describe('lowest_cost', () => {
  it.each([
    [{}, 'abab', { 3: 'price:unknown' }],
    [{ tolerance: '0%' }, 'aaaa', { 3: 'price:unknown' }],
    [{ floor: { success_rate: '97%' } }, 'bbbb', { 0: 'floor:success_rate=96.0%', 3: 'price:unknown' }],
    [{ floor: { first_token_p95: '8s' } }, 'aaaa', { 1: 'floor:first_token_p95=9.0s', 3: 'price:unknown' }],
    [
      { floor: { success_rate: '97%', first_token_p95: '8s' } },
      'cccc',
      { 0: 'floor:success_rate=96.0%', 1: 'floor:first_token_p95=9.0s', 3: 'price:unknown' },
    ],
  ])('%j picks %s', (options, sequence, excluded) => {
    const strategy = instance(new LowestCost(), options);
    const candidates = [cheap, near, dear, unknown];
    expect(picks(strategy, candidates, 4).join('')).toBe(sequence);
    expect(strategy.pick(candidates, someFacts)?.excluded).toEqual(excluded);
  });

  it('refuses when all are below the floor, and says so', () => {
    const strategy = instance(new LowestCost(), { floor: { success_rate: '97%' } });
    expect(strategy.pick([cheap], someFacts)).toEqual({ excluded: { 0: 'floor:success_rate=96.0%' } });
  });
});
