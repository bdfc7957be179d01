/** The finite numbers of a snapshot's map; anything else, from an older release for example, is dropped. */
export function readNumbers(state: unknown): [string, number][] {
  if (typeof state !== 'object' || state === null) return [];
  return Object.entries(state).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number' && Number.isFinite(entry[1]),
  );
}
