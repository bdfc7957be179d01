import fc from 'fast-check';
import { RequestBucket } from './request-bucket.js';

describe('RequestBucket', () => {
  it('gives out a minute’s worth at once, then refuses with a hint', () => {
    const bucket = new RequestBucket(2);
    expect(bucket.take(0)).toEqual({
      allowed: true,
      headers: {
        'x-ratelimit-limit-requests': '2',
        'x-ratelimit-remaining-requests': '1',
        'x-ratelimit-reset-requests': '30000ms',
      },
    });
    expect(bucket.take(0).headers['x-ratelimit-remaining-requests']).toBe('0');
    expect(bucket.take(500)).toMatchObject({
      allowed: false,
      headers: { 'retry-after': '30', 'retry-after-ms': '29500', 'x-ratelimit-remaining-requests': '0' },
    });
  });

  it('lets in whoever waits as long as it said', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 0, max: 90_000 }),
        (perMinute, start) => {
          const bucket = new RequestBucket(perMinute);
          let taken = 0;
          while (bucket.take(start).allowed) taken += 1;
          const waitMs = Number(bucket.take(start).headers['retry-after-ms']);
          expect(taken).toBe(perMinute);
          expect(bucket.take(start + waitMs - 1).allowed).toBe(false);
          expect(bucket.take(start + waitMs).allowed).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });
});
