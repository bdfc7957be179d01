import fc from 'fast-check';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

type Path = readonly (string | number)[];

const VALUES: readonly Json[] = [
  null,
  true,
  7,
  0.5,
  -1,
  'word',
  '5s',
  '5%',
  'a/b',
  [],
  ['word'],
  {},
  { word: 1 },
];

/** The document with one thing about it changed: another value, a key too many, or one that is gone. */
export function mutations(document: Json): fc.Arbitrary<Json> {
  const places = pathsOf(document);
  const inside = places.filter((path) => path.length > 0);
  const maps = places.filter((path) => isMap(at(document, path)));
  return fc.oneof(
    fc
      .tuple(fc.constantFrom(...inside), fc.constantFrom(...VALUES))
      .map(([path, value]) => replaced(document, path, () => value)),
    fc
      .tuple(fc.constantFrom(...maps), fc.constantFrom(...VALUES))
      .map(([path, value]) => replaced(document, path, (map) => ({ ...(map as object), surplus: value }))),
    fc.constantFrom(...inside).map((path) => replaced(document, path, () => undefined)),
  );
}

function pathsOf(value: Json, path: Path = []): Path[] {
  const children = typeof value === 'object' && value !== null ? Object.entries(value as object) : [];
  const steps = children.map(([key, held]) =>
    pathsOf(held as Json, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [path, ...steps.flat()];
}

function at(value: Json, path: Path): Json {
  return path.reduce<Json>((held, step) => (held as Record<string | number, Json>)[step]!, value);
}

function isMap(value: Json): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy with another value at the path; undefined takes it away. */
function replaced(value: Json, [step, ...rest]: Path, change: (value: Json) => Json | undefined): Json {
  if (step === undefined) return change(value) as Json;
  const entries = Object.entries(value as object).flatMap(([key, held]): [string, Json][] => {
    if (key !== String(step)) return [[key, held as Json]];
    const next = replaced(held as Json, rest, change);
    return next === undefined ? [] : [[key, next]];
  });
  return Array.isArray(value) ? entries.map(([, held]) => held) : Object.fromEntries(entries);
}
