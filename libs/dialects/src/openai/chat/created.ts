/** Unix time in whole seconds. Some servers state fractions, and one a zero until it knows. */
export function readCreated(created: unknown): number | undefined {
  return typeof created === 'number' && created > 0 ? Math.floor(created) : undefined;
}
