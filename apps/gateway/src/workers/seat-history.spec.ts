import { SeatHistory } from './seat-history.js';

/** What a row of lives on one seat leads to. */
const delays = (lives: readonly (number | undefined)[], settled = false): (number | undefined)[] => {
  const history = new SeatHistory();
  return lives.map((livedMs) => history.ended(livedMs, settled));
};
const HOUR_MS = 3_600_000;

describe('a seat whose worker ended', () => {
  it('is taken again at once, then later and later, then never', () => {
    expect(delays([10, 10, 10, 10, 10])).toEqual([0, 200, 400, 800, undefined]);
    expect(delays([undefined, undefined, undefined, undefined, undefined])).toEqual([
      0,
      200,
      400,
      800,
      undefined,
    ]);
  });

  it('forgets short lives after a long one', () => {
    expect(delays([10, 10, HOUR_MS, 10, HOUR_MS])).toEqual([0, 200, 0, 200, 0]);
  });

  it('is never given up while another worker has settled', () => {
    const many = delays(
      Array.from({ length: 12 }, () => undefined),
      true,
    );
    expect(many.slice(0, 5)).toEqual([0, 200, 400, 800, 1600]);
    expect(many.at(-1)).toBe(30_000);
  });
});
