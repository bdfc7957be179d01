import { PriceBook, type PriceQuery } from './price-book.js';

const time = { wall: () => new Date('2026-01-15T20:00:00Z') };
const usage = { input: 1_000_000, output: 0 };
const flat = (input: number) => ({ input, output: 0 });
const everything = {
  policy: flat(1),
  config: flat(2),
  provider: flat(3),
  vendor: 'openai',
  model: 'gpt-4o-mini',
};

describe('PriceBook', () => {
  it.each<[source: string, query: PriceQuery, nano: number]>([
    ['policy', everything, 1e9],
    ['config', { ...everything, policy: undefined }, 2e9],
    ['provider', { ...everything, policy: undefined, config: undefined }, 3e9],
    ['table', { vendor: 'openai', model: 'gpt-4o-mini' }, 0.15e9],
  ])('asks the %s before what is further away', (source, query, nano) => {
    const quote = new PriceBook(time).quote(query);
    expect(quote?.source).toBe(source);
    expect(quote?.costNanoUsd(usage)).toBe(nano);
  });

  it.each<[why: string, query: PriceQuery]>([
    ['the vendor is in no table', { model: 'gpt-4o-mini' }],
    ['the table does not know the vendor', { vendor: 'nobody', model: 'gpt-4o-mini' }],
    ['the table does not know the model', { vendor: 'openai', model: 'no-such-model' }],
    ['the table knows the model, but no price', { vendor: 'openai', model: 'omni-moderation-latest' }],
  ])('has no price when %s', (_why, query) => {
    expect(new PriceBook(time).quote(query)).toBeUndefined();
  });
});
