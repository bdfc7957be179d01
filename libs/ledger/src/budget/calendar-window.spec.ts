import fc from 'fast-check';
import { windowAt, type WindowLength } from './calendar-window.js';

const LENGTHS: readonly WindowLength[] = ['hour', 'day', 'week', 'month'];

describe('windowAt', () => {
  it.each<[WindowLength, string, string, string]>([
    ['hour', '2026-03-29T01:59:59.999Z', '2026-03-29T01:00:00Z', '2026-03-29T02:00:00Z'],
    ['day', '2026-02-28T23:59:59.999Z', '2026-02-28T00:00:00Z', '2026-03-01T00:00:00Z'],
    ['week', '2026-03-01T12:00:00Z', '2026-02-23T00:00:00Z', '2026-03-02T00:00:00Z'],
    ['week', '2026-03-02T00:00:00Z', '2026-03-02T00:00:00Z', '2026-03-09T00:00:00Z'],
    ['month', '2026-01-31T23:59:59.999Z', '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'],
    ['month', '2028-02-29T12:00:00Z', '2028-02-01T00:00:00Z', '2028-03-01T00:00:00Z'],
    ['month', '2026-12-31T23:59:59.999Z', '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'],
  ])('the %s of %s begins at %s and ends at %s', (length, at, start, end) => {
    const window = windowAt(length, new Date(at));
    expect([window.startMs, window.endMs]).toEqual([Date.parse(start), Date.parse(end)]);
  });

  it('holds its moment, and the next window begins where it ends', () => {
    const times = fc.date({ min: new Date('1971-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(times, fc.constantFrom(...LENGTHS), (time, length) => {
        const { startMs, endMs } = windowAt(length, time);
        expect(startMs <= time.getTime() && time.getTime() < endMs).toBe(true);
        expect(windowAt(length, new Date(endMs)).startMs).toBe(endMs);
        expect(windowAt(length, new Date(endMs - 1))).toEqual({ startMs, endMs });
      }),
    );
  });
});
