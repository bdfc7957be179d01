import { isWithin, minuteOfDay, readHours, readOffset } from './daily-hours.js';

it.each([
  ['09:00-17:30', { from: 540, to: 1050 }],
  ['16:30-00:30', { from: 990, to: 30 }],
  ['00:00-00:00', { from: 0, to: 0 }],
  ['24:00-01:00', undefined],
  ['9:00-17:00', undefined],
  ['09:00', undefined],
  [['09:00-10:00', '11:00-12:00'], undefined],
  [undefined, undefined],
])('%j: %j', (text, hours) => expect(readHours(text)).toEqual(hours));

it.each([
  ['UTC', 0],
  ['+08:00', 480],
  ['-03:30', -210],
  ['+15:00', undefined],
  ['8', undefined],
])('an offset of %j: %j minutes', (text, minutes) => expect(readOffset(text)).toBe(minutes));

it.each([
  ['2026-03-01T23:59:59Z', 0, '23:59'],
  ['2026-03-01T20:15:00Z', 480, '04:15'],
  ['2026-03-01T01:00:00Z', -210, '21:30'],
  ['1969-12-31T23:00:00Z', 0, '23:00'],
])('%s is, %i minutes ahead of UTC, %s', (at, offset, clock) => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  expect(minuteOfDay(new Date(at), offset)).toBe(hour * 60 + minute);
});

it.each([
  ['09:00-17:00', '09:00', true],
  ['09:00-17:00', '16:59', true],
  ['09:00-17:00', '17:00', false],
  ['16:30-00:30', '23:00', true],
  ['16:30-00:30', '00:29', true],
  ['16:30-00:30', '00:30', false],
  ['16:30-00:30', '12:00', false],
  ['00:00-00:00', '03:00', true],
])('%s holds %s: %s', (hours, clock, expected) => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  expect(isWithin(readHours(hours)!, hour * 60 + minute)).toBe(expected);
});
