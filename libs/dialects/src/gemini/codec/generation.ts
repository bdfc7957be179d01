/**
 * The generation of a model by its name; undefined for an alias (`…-latest`) or another vendor's name, which is taken
 * for a new one.
 */
function generationOf(model: string): number | undefined {
  const said = /gemini-(\d+)/.exec(model)?.[1];
  return said === undefined ? undefined : Number(said);
}

/** Models up to the second generation count thoughts in tokens; later ones have levels, and want their calls signed. */
export function isThirdGeneration(model: string): boolean {
  return (generationOf(model) ?? 3) >= 3;
}
