import { VirtualClock } from '@fairlead/simulation';
import { Amplification } from './amplification.js';

const ROUTE = 'chat';

function requests(storm: Amplification, count: number): void {
  for (let n = 0; n < count; n++) storm.request(ROUTE);
}

/** How many attempts beyond the first are let through now. */
function extras(storm: Amplification, inflight = 0, route = ROUTE): number {
  let count = 0;
  while (count < 10_000 && storm.extra(route, inflight)) count++;
  return count;
}

describe('Amplification', () => {
  it.each([
    { count: 0, inflight: 0, allowed: 20 },
    { count: 1, inflight: 0, allowed: 20 },
    { count: 2, inflight: 20, allowed: 21 },
    { count: 100, inflight: 0, allowed: 70 },
    { count: 100, inflight: 20, allowed: 70 },
    // A vendor that dies with 200 under way: all of them may move.
    { count: 200, inflight: 200, allowed: 300 },
  ])(
    '$count requests in 10 s, $inflight in flight: $allowed extra attempts',
    ({ count, inflight, allowed }) => {
      const storm = new Amplification(new VirtualClock());
      requests(storm, count);
      expect(extras(storm, inflight)).toBe(allowed);
    },
  );

  it('forgets requests and extra attempts after 10 s', () => {
    const clock = new VirtualClock();
    const storm = new Amplification(clock);
    requests(storm, 100);
    expect(extras(storm)).toBe(70);
    clock.advance(9000);
    expect(extras(storm)).toBe(0);
    clock.advance(1000);
    expect(extras(storm)).toBe(20);
  });

  it('starts afresh after a long silence', () => {
    const clock = new VirtualClock();
    const storm = new Amplification(clock);
    requests(storm, 100);
    clock.advance(3_600_000);
    expect(extras(storm)).toBe(20);
  });

  it('gives back what did not come about', () => {
    const storm = new Amplification(new VirtualClock());
    expect(extras(storm)).toBe(20);
    storm.takeBack(ROUTE);
    expect(extras(storm)).toBe(1);
  });

  it('counts every route by itself', () => {
    const storm = new Amplification(new VirtualClock());
    requests(storm, 100);
    expect(extras(storm, 0, 'other')).toBe(20);
    expect(extras(storm)).toBe(70);
  });
});
