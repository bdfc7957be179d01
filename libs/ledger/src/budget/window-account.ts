import type { CalendarWindow } from './calendar-window.js';

/** The money of one budget and scope value in one window. */
export class WindowAccount {
  spentNanoUsd = 0;
  reservedNanoUsd = 0;
  /** Its warning has been given. */
  warned = false;

  constructor(readonly window: CalendarWindow) {}

  fits(estimateNanoUsd: number, limitNanoUsd: number): boolean {
    return this.spentNanoUsd + this.reservedNanoUsd + estimateNanoUsd <= limitNanoUsd;
  }
}
