import { readRateLimitHeaders } from './quota.js';

const requests = (limit: string, remaining: string, reset: string): Record<string, string> => ({
  'x-ratelimit-limit-requests': limit,
  'x-ratelimit-remaining-requests': remaining,
  'x-ratelimit-reset-requests': reset,
});

describe('readRateLimitHeaders', () => {
  it.each<[reset: string, resetInMs: number]>([
    ['6m0s', 360_000],
    ['120ms', 120],
    ['1h2m3.5s', 3_723_500],
    ['12', 12_000],
    ['1.5', 1_500],
    ['0', 0],
    [' 2s ', 2_000],
    ['2026-03-01T12:00:30Z', 30_000],
    ['2026-03-01T11:00:00Z', 0],
  ])('reads a reset of %j as %d ms', (reset, resetInMs) => {
    const headers = { ...requests('60', '59', reset), date: 'Sun, 01 Mar 2026 12:00:00 GMT' };
    expect(readRateLimitHeaders(headers)).toEqual([
      { dimension: 'requests', limit: 60, remaining: 59, resetInMs },
    ]);
  });

  it.each<[why: string, headers: Record<string, string>]>([
    ['nothing is sent', {}],
    ['the limit is missing', { ...requests('', '1', '1s') }],
    ['the limit is zero', requests('0', '0', '1s')],
    ['the remaining part is missing', requests('60', '', '1s')],
    ['the reset is missing', requests('60', '1', '')],
    ['a number is negative', requests('60', '-1', '1s')],
    ['a number is no number', requests('60', 'many', '1s')],
    ['the reset is no duration', requests('60', '1', 'soon')],
    ['a stamp has no date to compare with', requests('60', '1', '2026-03-01T12:00:30Z')],
    ['a stamp is no day of the calendar', { ...requests('60', '1', '2026-99-01T00:00:00Z'), date: 'now' }],
  ])('reads nothing when %s', (_why, headers) => {
    expect(readRateLimitHeaders(headers)).toEqual([]);
  });

  it('reads each dimension on its own', () => {
    const headers = {
      ...requests('60', 'many', '1s'),
      'x-ratelimit-limit-tokens': '150000',
      'x-ratelimit-remaining-tokens': '149984',
      'x-ratelimit-reset-tokens': '6ms',
    };
    expect(readRateLimitHeaders(headers)).toEqual([
      { dimension: 'tokens', limit: 150_000, remaining: 149_984, resetInMs: 6 },
    ]);
  });
});
