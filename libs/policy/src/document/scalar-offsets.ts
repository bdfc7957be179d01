/**
 * Where each character of a scalar's value stands in the text that it was written as: quotes, escapes, folded lines and
 * indentation are stepped over.
 *
 * @param raw from the first character of the node: a quote, a block's `|`, or the value itself
 * @returns offset into `raw` of the character at `index` of the value
 */
export function offsetInRaw(raw: string, value: string, index: number): number {
  let at = /^[|>]/.test(raw) ? raw.indexOf('\n') + 1 : /^["']/.test(raw) ? 1 : 0;
  for (let done = 0; at < raw.length; at++) {
    if (!sameCharacter(raw[at]!, value[done]!)) continue;
    if (done === index) return at;
    done++;
  }
  return 0;
}

/** A folded line break is a space of the value. */
function sameCharacter(raw: string, value: string): boolean {
  return raw === value || (value === ' ' && raw === '\n');
}
