import fc from 'fast-check';
import { HedgeAllowance } from './hedge-allowance.js';

/** Asks for `hedges` after each of `requests`. @returns how many were allowed */
function spend(allowance: HedgeAllowance, share: number, requests: number, hedges = 1): number {
  let taken = 0;
  for (let n = 0; n < requests; n++) {
    allowance.request('chat', share);
    for (let wish = 0; wish < hedges && allowance.allows('chat'); wish++) {
      allowance.take('chat');
      taken++;
    }
  }
  return taken;
}

describe('the allowance of hedges', () => {
  it.each([
    [0.02, 49, 0],
    [0.02, 50, 1],
    [0.02, 10_000, 200],
    [0.001, 999, 0],
    [0.001, 1000, 1],
    [1, 100, 100],
    [0, 1000, 0],
  ])('a share of %d of %d requests: %d', (share, requests, allowed) => {
    expect(spend(new HedgeAllowance(), share, requests, 5)).toBe(allowed);
  });

  it('is never more than its share, however they come', () => {
    const hundredths = fc.integer({ min: 0, max: 10_000 });
    const runs = fc.array(fc.tuple(fc.nat(200), fc.nat(3)), { maxLength: 20 });
    fc.assert(
      fc.property(hundredths, runs, (hundredth, phases) => {
        const share = hundredth / 10_000;
        const allowance = new HedgeAllowance();
        let requests = 0;
        let taken = 0;
        for (const [count, hedges] of phases) {
          requests += count;
          taken += spend(allowance, share, count, hedges);
          expect(taken).toBeLessThanOrEqual(share * requests + 1e-9);
        }
      }),
    );
  });

  it('saves up what a thousand requests have earned, and no more', () => {
    const allowance = new HedgeAllowance();
    spend(allowance, 0.02, 100_000, 0);
    expect(spend(allowance, 0.02, 1, 1000)).toBe(20);
  });

  it('is each route’s own', () => {
    const allowance = new HedgeAllowance();
    allowance.request('chat', 1);
    expect([allowance.allows('chat'), allowance.allows('other')]).toEqual([true, false]);
  });
});
