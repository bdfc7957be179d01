/** How long money lasts. All are aligned to UTC. */
export type WindowLength = 'hour' | 'day' | 'week' | 'month';

/** Milliseconds since 1970-01-01T00:00:00Z; the end is the next window's start. */
export interface CalendarWindow {
  readonly startMs: number;
  readonly endMs: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** 1970-01-01 was a Thursday; weeks begin on Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** The window that `time` lies in. */
export function windowAt(length: WindowLength, time: Date): CalendarWindow {
  const atMs = time.getTime();
  switch (length) {
    case 'hour':
      return aligned(atMs, HOUR_MS, 0);
    case 'day':
      return aligned(atMs, DAY_MS, 0);
    case 'week':
      return aligned(atMs, WEEK_MS, FIRST_MONDAY_MS);
    case 'month': {
      const year = time.getUTCFullYear();
      const month = time.getUTCMonth();
      return { startMs: Date.UTC(year, month), endMs: Date.UTC(year, month + 1) };
    }
  }
}

function aligned(atMs: number, lengthMs: number, originMs: number): CalendarWindow {
  const startMs = Math.floor((atMs - originMs) / lengthMs) * lengthMs + originMs;
  return { startMs, endMs: startMs + lengthMs };
}
