import { isDeepStrictEqual } from 'node:util';

/** The plugin does not say that it can do this. */
export class NotClaimed extends Error {
  override readonly name = 'NotClaimed';
}

/** What was expected is not what was there. */
export class Difference extends Error {
  override readonly name = 'Difference';
}

/** @throws Difference that shows both */
export function mustEqual(what: string, actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Difference(`${what}: expected ${shown(expected)}, was ${shown(actual)}`);
}

/** @throws Difference */
export function must(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Difference(otherwise);
}

const LONGEST = 400;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
