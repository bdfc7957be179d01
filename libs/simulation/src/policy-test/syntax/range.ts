import { refine, textAs, matching, type Shape } from '@fairlead/policy';
import { parsePercent } from '@fairlead/plugin-sdk';

/** Both ends belong to it; an open end is -Infinity or Infinity. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

const OPEN: Range = { min: -Infinity, max: Infinity };

/** `2`, `2..3`, `2..` or `..3`. */
export const countRange = rangeOf('a count such as 2, 2..3, 2.. or ..3', /^\d+$/, Number);

/** `60%..80%`. */
export const shareRange = rangeOf('a share such as 60%..80%, 5%.. or ..80%', /^\d+(?:\.\d+)?%$/, (text) =>
  parsePercent(text)!,
);

function rangeOf(expects: string, form: RegExp, value: (text: string) => number): Shape<Range> {
  const words = matching(
    /\.\.|\d/,
    refine(textAs(expects), (written, findings, node): Range | undefined => {
      const range = parse(written, form, value);
      if (range !== undefined && range.min <= range.max) return range;
      findings.error(node.place, 'invalid-value', `expected ${expects}, found "${written}"`);
      return undefined;
    }),
  );
  return {
    ...words,
    schema: { anyOf: [words.schema, { type: 'number', minimum: 0 }] },
    // YAML takes a bare count for a number.
    read: (node, findings) =>
      node.kind === 'scalar' && typeof node.value === 'number'
        ? words.read({ ...node, value: String(node.value) }, findings)
        : words.read(node, findings),
  };
}

function parse(written: string, form: RegExp, value: (text: string) => number): Range | undefined {
  const ends = written.split('..').map((end) => end.trim());
  const [low = '', high = low] = ends;
  if (ends.length > 2 || (low === '' && high === '')) return undefined;
  if (![low, high].every((end) => end === '' || form.test(end))) return undefined;
  if (ends.length === 1) return { min: value(low), max: value(low) };
  return { min: low === '' ? OPEN.min : value(low), max: high === '' ? OPEN.max : value(high) };
}

export function isWithin(value: number, { min, max }: Range): boolean {
  return value >= min && value <= max;
}

/** As a file would say it. */
export function rangeText({ min, max }: Range, show: (end: number) => string = String): string {
  if (min === max) return show(min);
  return `${min === -Infinity ? '' : show(min)}..${max === Infinity ? '' : show(max)}`;
}
