import { Total } from './total.js';

const SHAPE = { name: 't_total', help: 'h', labels: ['a', 'b'] } as const;

describe('Total', () => {
  it('keeps apart label values that would be alike when joined', async () => {
    const total = new Total(SHAPE);
    total.add(1, 'x', 'yz');
    total.add(2, 'xy', 'z');
    expect((await total.get()).values).toEqual([
      { labels: { a: 'x', b: 'yz' }, value: 1 },
      { labels: { a: 'xy', b: 'z' }, value: 2 },
    ]);
  });

  it.each([
    ['counter', NaN, 5],
    ['counter', -1, 5],
    ['counter', Infinity, 5],
    ['gauge', NaN, 5],
    ['gauge', -1, 4],
  ] as const)('as a %s that stands at 5, after %p, shows %p', async (type, amount, expected) => {
    const total = new Total({ ...SHAPE, type });
    total.add(5, 'x', 'y');
    total.add(amount, 'x', 'y');
    expect((await total.get()).values).toEqual([{ labels: { a: 'x', b: 'y' }, value: expected }]);
  });
});
