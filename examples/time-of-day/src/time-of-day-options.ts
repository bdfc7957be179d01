import { About, ValidateBy } from '@fairlead/plugin-sdk';
import { readHours, readOffset } from './daily-hours.js';

const areHours = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.values(value).flat().every(readHours);

export class TimeOfDayOptions {
  @About('Target, and the hours in which it is cheap: `16:30-00:30`, or a list of such.', { type: 'object' })
  @ValidateBy(
    { name: 'hours', validator: { validate: areHours } },
    { message: '$property must map targets to hours such as 16:30-00:30, or lists of them' },
  )
  cheap: Readonly<Record<string, string | readonly string[]>> = {};

  @About('What the hours are counted in: `UTC`, or an offset from it such as `+08:00`.')
  @ValidateBy(
    { name: 'offset', validator: { validate: (value) => readOffset(value) !== undefined } },
    { message: '$property must be UTC, or an offset from it such as +08:00' },
  )
  offset = 'UTC';
}
