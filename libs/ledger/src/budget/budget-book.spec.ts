import { BudgetBook } from './budget-book.js';
import type { BudgetTerms, BudgetWarning } from './budget-terms.js';

const daily: BudgetTerms = { name: 'team', limitNanoUsd: 100, per: 'day' };

function bookAt(start: string) {
  let now = new Date(start);
  const warnings: BudgetWarning[] = [];
  const book = new BudgetBook({ wall: () => now }, (warning) => warnings.push(warning));
  return { book, warnings, at: (time: string) => (now = new Date(time)) };
}

const sums = (book: BudgetBook, terms: BudgetTerms, scope = ''): number[] => {
  const { spentNanoUsd, reservedNanoUsd } = book.standing(terms, scope);
  return [spentNanoUsd, reservedNanoUsd];
};

describe('a budget', () => {
  it('sets estimates aside and replaces each by what it became', () => {
    const { book } = bookAt('2026-05-05T12:00:00Z');
    const first = book.reserve(daily, '', 60)!;
    expect(book.reserve(daily, '', 41)).toBeUndefined();
    const second = book.reserve(daily, '', 40)!;
    expect(sums(book, daily)).toEqual([0, 100]);
    first.settle(10);
    second.release();
    expect(sums(book, daily)).toEqual([10, 0]);
  });

  it('counts only the first end of a reservation', () => {
    const { book } = bookAt('2026-05-05T12:00:00Z');
    const reservation = book.reserve(daily, '', 60)!;
    reservation.settle(10);
    reservation.settle(20);
    reservation.release();
    expect(sums(book, daily)).toEqual([10, 0]);
  });

  it('has money of its own for each scope value, and for another length of window', () => {
    const { book } = bookAt('2026-05-05T12:00:00Z');
    book.reserve(daily, 'red', 100)!.settle(100);
    expect(book.fits(daily, 'red', 1)).toBe(false);
    expect(book.fits(daily, 'blue', 100)).toBe(true);
    expect(book.fits({ ...daily, per: 'month' }, 'red', 100)).toBe(true);
  });

  it('knows what is gone when a new policy changes the limit', () => {
    const { book } = bookAt('2026-05-05T12:00:00Z');
    book.reserve(daily, '', 100)!.settle(100);
    expect(book.fits({ ...daily, limitNanoUsd: 150 }, '', 50)).toBe(true);
    expect(book.fits({ ...daily, limitNanoUsd: 50 }, '', 0)).toBe(false);
  });

  it('is whole again in the next window; what comes late is the old one’s', () => {
    const { book, at } = bookAt('2026-01-31T23:59:59Z');
    const monthly: BudgetTerms = { ...daily, per: 'month' };
    const late = book.reserve(monthly, '', 100)!;
    expect(book.standing(monthly, '').windowEndsMs).toBe(Date.parse('2026-02-01T00:00:00Z'));
    at('2026-02-01T00:00:00Z');
    expect(book.reserve(monthly, '', 100)).toBeDefined();
    late.settle(500);
    expect(sums(book, monthly)).toEqual([0, 100]);
  });

  it('stays in its window when the calendar is set back', () => {
    const { book, at } = bookAt('2026-02-01T00:00:01Z');
    book.reserve(daily, '', 100)!.settle(100);
    at('2026-01-31T23:59:59Z');
    expect(book.fits(daily, '', 1)).toBe(false);
  });

  it('warns once a window when so much is spent', () => {
    const { book, warnings, at } = bookAt('2026-05-05T12:00:00Z');
    const warned: BudgetTerms = { ...daily, warnAt: 0.8 };
    const spend = (): void => book.reserve(warned, 'red', 40)!.settle(40);
    spend();
    expect(warnings).toEqual([]);
    spend();
    book.overdraw(warned, 'red', 40).settle(40);
    expect(warnings).toEqual([{ budget: 'team', scope: 'red', spentNanoUsd: 80, limitNanoUsd: 100 }]);
    at('2026-05-06T00:00:00Z');
    spend();
    spend();
    expect(warnings).toHaveLength(2);
  });

  it('that only watches may be overdrawn', () => {
    const { book } = bookAt('2026-05-05T12:00:00Z');
    book.overdraw(daily, '', 150).settle(160);
    expect(sums(book, daily)).toEqual([160, 0]);
  });
});
