import { refine, textAs, type Shape } from '@fairlead/policy';

/** A moment of the calendar. */
export const instant: Shape<Date> = refine(
  textAs('a time such as 2026-01-01T00:00:00Z'),
  (value, findings, node) => {
    const date = new Date(value);
    if (/^\d{4}-\d{2}-\d{2}/.test(value) && !Number.isNaN(date.getTime())) return date;
    findings.error(
      node.place,
      'invalid-value',
      `expected a time such as 2026-01-01T00:00:00Z, found "${value}"`,
    );
    return undefined;
  },
);
