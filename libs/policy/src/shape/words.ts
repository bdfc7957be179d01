import { didYouMean } from '@fairlead/plugin-sdk';
import type { ProblemCode } from '../problem-codes.js';
import { refine, type Shape } from './shape.js';
import { written } from './written.js';
import { textAs } from './scalars.js';

/** `did you mean "x"?` where a slip is likely, else everything there is to choose from. */
export function suggest(word: string, known: readonly string[]): string {
  const near = didYouMean(word, known);
  return near ? `did you mean "${near}"?` : known.length > 0 ? `known: ${known.join(', ')}` : 'there is none';
}

export interface WordOptions {
  /** Words of the language that this version does not carry out. */
  readonly later?: readonly string[];
  /** Said of a word that is not in the list. */
  readonly code?: ProblemCode;
}

/** One of a fixed set of words. */
export function word<const W extends string>(words: readonly W[], options: WordOptions = {}): Shape<W> {
  const expects = words.length === 1 ? `"${words[0]}"` : `one of ${words.join(', ')}`;
  const { later = [], code = 'invalid-value' } = options;
  const read = refine(textAs(expects), (value, findings, node): W | undefined => {
    const found = words.find((known) => known === value);
    if (found !== undefined) return found;
    if (later.includes(value)) {
      const message = `"${value}" is not supported by this version`;
      findings.error(node.place, 'unsupported-value', message, `supported: ${words.join(', ')}`);
    } else findings.error(node.place, code, `expected ${expects}, found "${value}"`, suggest(value, words));
    return undefined;
  });
  return { ...read, schema: { enum: words } };
}

/** A word that stands for something special where another shape is usual: `auto` or a duration. */
export function wordOr<const W extends string, T>(special: W, shape: Shape<T>): Shape<W | T> {
  return {
    expects: `${shape.expects}, or ${special}`,
    schema: { anyOf: [{ const: special }, shape.schema] },
    write: (value) => (value === special ? special : written(shape, value as T)),
    read: (node, findings) =>
      node.kind === 'scalar' && node.value === special ? special : shape.read(node, findings),
  };
}
