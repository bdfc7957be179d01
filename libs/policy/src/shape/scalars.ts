import type { Findings } from '../document/findings.js';
import type { Place } from '../document/document-node.js';
import { matching } from './about.js';
import { refine, reportWrongType, type Shape } from './shape.js';

/** Any text but the empty one. A number or a truth value must be quoted, so that `1.10` stays `1.10`. */
export const text: Shape<string> = textAs('text');

/** Text with a more telling word for what it is. */
export function textAs(expects: string): Shape<string> {
  return {
    expects,
    schema: { type: 'string', minLength: 1 },
    read(node, findings) {
      if (node.kind === 'scalar' && typeof node.value === 'string') {
        if (node.value !== '') return node.value;
        findings.error(node.place, 'invalid-value', `expected ${expects}, found an empty text`);
        return undefined;
      }
      const quotable = node.kind === 'scalar' && node.value !== null;
      reportWrongType(node, expects, findings, quotable ? `quote it: "${node.value}"` : undefined);
      return undefined;
    },
  };
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Words that name things in the file: they end up in headers and metric labels. */
export const name: Shape<string> = matching(
  NAME,
  refine(textAs('a name'), (value, findings, node) => {
    if (NAME.test(value)) return value;
    const hint = 'use letters, digits, ".", "_" and "-", at most 64, the first a letter or a digit';
    findings.error(node.place, 'invalid-value', `"${value}" is not a name`, hint);
    return undefined;
  }),
);

export const truth: Shape<boolean> = {
  expects: 'true or false',
  schema: { type: 'boolean' },
  read(node, findings) {
    if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
    reportWrongType(node, 'true or false', findings);
    return undefined;
  },
};

/** Both ends are allowed values. */
export interface Bounds {
  readonly min: number;
  readonly max?: number;
}

export function integer(bounds: Bounds): Shape<number> {
  return numberThat('a whole number', 'integer', Number.isSafeInteger, bounds);
}

export function number(bounds: Bounds): Shape<number> {
  return numberThat('a number', 'number', Number.isFinite, bounds);
}

function numberThat(
  expects: string,
  type: 'integer' | 'number',
  fits: (value: number) => boolean,
  bounds: Bounds,
): Shape<number> {
  const { min, max } = bounds;
  return {
    expects,
    schema: { type, minimum: min, ...(max !== undefined && { maximum: max }) },
    read(node, findings) {
      if (node.kind === 'scalar' && typeof node.value === 'number' && fits(node.value)) {
        return within(node.value, bounds, String, node.place, findings);
      }
      reportWrongType(node, expects, findings);
      return undefined;
    },
  };
}

/** The value, or undefined after reporting that it is out of bounds. `show` writes a bound as the file would. */
export function within(
  value: number,
  { min, max = Infinity }: Bounds,
  show: (bound: number) => string,
  place: Place,
  findings: Findings,
): number | undefined {
  if (value >= min && value <= max) return value;
  const message = value < min ? `must be at least ${show(min)}` : `must be at most ${show(max)}`;
  findings.error(place, 'invalid-value', message);
  return undefined;
}
