/** The finite numbers of a snapshot's map; anything else, from an older release for example, is dropped. */
export function readNumbers(state: unknown): [string, number][] {
  if (typeof state !== 'object' || state === null) return [];
  return Object.entries(state).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number' && Number.isFinite(entry[1]),
  );
}

/** The same for a map of pairs. */
export function readPairs(state: unknown): [string, [number, number]][] {
  if (typeof state !== 'object' || state === null) return [];
  return Object.entries(state).filter(
    (entry): entry is [string, [number, number]] =>
      Array.isArray(entry[1]) && entry[1].length === 2 && entry[1].every((part) => Number.isFinite(part)),
  );
}

/** Names, in their order. */
export function readNames(state: unknown): string[] {
  return Array.isArray(state) ? state.filter((name) => typeof name === 'string') : [];
}
