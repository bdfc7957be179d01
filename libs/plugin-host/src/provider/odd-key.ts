/** What is strange about a credential, in words that do not show it. */
export interface OddKey {
  /** The option, as the YAML spells it. */
  readonly option: string;
  readonly what: string;
}

/**
 * The usual ways in which a key was copied wrong. Each is only strange: a provider of one's own may well take it.
 *
 * @param prefixes what the vendor's keys begin with; none: unknown
 */
export function oddKey(option: string, value: string, prefixes: readonly string[] = []): OddKey | undefined {
  const what = oddity(value.trim(), prefixes);
  return what === undefined ? undefined : { option, what };
}

function oddity(value: string, prefixes: readonly string[]): string | undefined {
  if (/^bearer\s/i.test(value)) return 'begins with "Bearer ", which is added by itself: give the key alone';
  if (/^(["']).*\1$/s.test(value)) return 'stands in quotes, which become part of it: take them away';
  if (/\s/.test(value)) return 'has white space inside: it was probably copied with a line break';
  if (/[^\x21-\x7e]/.test(value)) return 'has characters that no HTTP header can carry: copy it again';
  if (/^\$\{?\w|^<.*>$|^(?:your|my)[-_ ]/i.test(value)) return 'is a placeholder: put the key in its place';
  if (prefixes.length > 0 && !prefixes.some((prefix) => value.startsWith(prefix))) {
    const usual = prefixes.map((prefix) => `"${prefix}"`).join(' or ');
    return `does not begin with ${usual}, as this vendor's keys do: is it another vendor's?`;
  }
  return undefined;
}
