/** The text before the first of the stop sequences that is in it, and which one that was. */
export function cutAtStop(
  text: string,
  stopSequences: readonly string[],
): { readonly text: string; readonly stoppedBy: string | undefined } {
  const found = stopSequences
    .map((sequence) => ({ sequence, at: text.indexOf(sequence) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at)[0];
  if (found === undefined) return { text, stoppedBy: undefined };
  return { text: text.slice(0, found.at), stoppedBy: found.sequence };
}
