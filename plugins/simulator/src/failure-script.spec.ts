import { readScript } from './failure-script.js';

describe('readScript', () => {
  it.each([
    [['5'], [5]],
    [[5], [5]],
    [['2-4'], [2, 3, 4]],
    [
      ['2 - 3', '6'],
      [2, 3, 6],
    ],
  ])('%j means the requests %j', (ranges, expected) => {
    const script = readScript(ranges.map((requests) => ({ requests, fail_with: 'stall' })));
    const hit = [1, 2, 3, 4, 5, 6, 7].filter((ordinal) => script(ordinal) === 'stall');
    expect(hit).toEqual(expected);
  });

  it('lets the first of two overlapping entries hold', () => {
    const script = readScript([
      { requests: '1-3', fail_with: 'overloaded' },
      { requests: '2-9', fail_with: 'stall' },
    ]);
    expect([1, 2, 4, 10].map(script)).toEqual(['overloaded', 'overloaded', 'stall', undefined]);
  });

  it.each<[entry: unknown, message: string]>([
    ['10-20', 'script[1] must be a map'],
    [
      { requests: '4-2', fail_with: 'stall' },
      'script[1].requests must be the number of a request or a range',
    ],
    [{ requests: 0, fail_with: 'stall' }, 'script[1].requests'],
    [{ requests: 'all', fail_with: 'stall' }, 'script[1].requests'],
    [{ fail_with: 'stall' }, 'script[1].requests'],
    [{ requests: 1 }, 'script[1].fail_with must be one of server_error'],
    [{ requests: 1, fail_with: 'stal' }, 'did you mean "stall"?'],
    [{ request: 1, requests: 1, fail_with: 'stall' }, 'script[1] has an unknown option "request"'],
  ])('refuses %j', (entry, message) => {
    expect(() => readScript([{ requests: 1, fail_with: 'stall' }, entry])).toThrow(message);
  });
});
