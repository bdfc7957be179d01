import fc from 'fast-check';
import { BudgetBook } from './budget-book.js';
import type { BudgetTerms } from './budget-terms.js';
import type { Reservation } from './reservation.js';

const LIMIT = 1000;
const START_MS = Date.parse('2026-01-30T20:00:00Z');

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('reserve' as const), nano: fc.nat(300) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('settle' as const), nano: fc.nat(400) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('release' as const), nano: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), nano: fc.nat(40 * 3_600_000) }) },
);

const lengths = fc.constantFrom('hour' as const, 'day' as const, 'week' as const, 'month' as const);

/** One window as a clerk with a pencil would keep it. */
interface Ledger {
  spent: number;
  reserved: number;
  /** Σ max(0, actual − estimate) of what was settled. */
  excess: number;
}

it('keeps every window’s sums, whatever comes in whichever order', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), lengths, (steps, per) => {
      const terms: BudgetTerms = { name: 'b', limitNanoUsd: LIMIT, per };
      let nowMs = START_MS;
      const book = new BudgetBook({ wall: () => new Date(nowMs) });
      const open: { reservation: Reservation; ledger: Ledger }[] = [];
      const windows = new Map<number, Ledger>();
      const current = (): Ledger => {
        const { windowEndsMs } = book.standing(terms, 'x');
        const known = windows.get(windowEndsMs) ?? { spent: 0, reserved: 0, excess: 0 };
        windows.set(windowEndsMs, known);
        return known;
      };
      const end = (nano: number, how: 'settle' | 'release'): void => {
        const [taken] = open.splice(nano % Math.max(1, open.length), 1);
        if (taken === undefined) return;
        const { reservation, ledger } = taken;
        ledger.reserved -= reservation.estimateNanoUsd;
        if (how === 'release') return reservation.release();
        reservation.settle(nano);
        ledger.spent += nano;
        ledger.excess += Math.max(0, nano - reservation.estimateNanoUsd);
      };
      for (const { do: act, nano } of steps) {
        const ledger = current();
        if (act === 'wait') nowMs += nano;
        else if (act !== 'reserve') end(nano, act);
        else {
          const reservation = book.reserve(terms, 'x', nano);
          const fits = ledger.spent + ledger.reserved + nano <= LIMIT;
          expect(reservation !== undefined).toBe(fits);
          if (reservation === undefined) continue;
          ledger.reserved += nano;
          open.push({ reservation, ledger });
        }
        const { spentNanoUsd, reservedNanoUsd } = book.standing(terms, 'x');
        const now = current();
        expect([spentNanoUsd, reservedNanoUsd]).toEqual([now.spent, now.reserved]);
        for (const { spent, excess } of windows.values()) expect(spent).toBeLessThanOrEqual(LIMIT + excess);
      }
      while (open.length > 0) end(0, 'release');
      expect(book.standing(terms, 'x').reservedNanoUsd).toBe(0);
    }),
  );
});

it('forgets scope values of windows that are over', () => {
  let nowMs = START_MS;
  const book = new BudgetBook({ wall: () => new Date(nowMs) });
  const terms: BudgetTerms = { name: 'b', limitNanoUsd: LIMIT, per: 'hour' };
  let most = 0;
  for (let hour = 0; hour < 20; hour++) {
    for (let value = 0; value < 1000; value++) book.reserve(terms, `${hour}-${value}`, 1);
    most = Math.max(most, book.size);
    nowMs += 3_600_000;
  }
  expect(most).toBeLessThan(3000);
});
