const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
const HOURS = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;
const OFFSET = /^([+-])(0\d|1[0-4]):([0-5]\d)$/;

/** A part of every day. */
export interface DailyHours {
  /** Minutes after midnight; the first one that counts. */
  readonly from: number;
  /** Minutes after midnight; the first one that no longer counts. Not after `from`: the next day. */
  readonly to: number;
}

/** Reads `16:30-00:30`. @returns undefined for anything else */
export function readHours(text: unknown): DailyHours | undefined {
  const [, ...digits] = HOURS.exec(String(text)) ?? [];
  if (digits.length === 0) return undefined;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = digits.map(Number);
  return { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
}

/** Reads `UTC` or an offset from it such as `+08:00`, in minutes. @returns undefined for anything else */
export function readOffset(text: unknown): number | undefined {
  if (text === 'UTC') return 0;
  const [, sign, hours = 0, minutes = 0] = OFFSET.exec(String(text)) ?? [];
  if (sign === undefined) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Minutes after midnight where clocks are `offsetMinutes` ahead of UTC. */
export function minuteOfDay(at: Date, offsetMinutes: number): number {
  const minutes = Math.floor(at.getTime() / MINUTE_MS) + offsetMinutes;
  return ((minutes % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
}

export function isWithin({ from, to }: DailyHours, minute: number): boolean {
  return from < to ? from <= minute && minute < to : minute >= from || minute < to;
}
