/** Whether a name is meant as a pattern. */
export function isPattern(name: string): boolean {
  return name.includes('*');
}

/**
 * Whether `*` in the pattern, standing for any run of characters, can be filled in to give `name`. Time is at most
 * their lengths multiplied: a caller chooses `name`, and no name may cost more. Asked about another pattern, it
 * tells whether that one matches nothing this one does not: only a `*` can match a `*`.
 */
export function matchesPattern(pattern: string, name: string): boolean {
  let p = 0;
  let n = 0;
  // Where to go on when what follows the last star did not fit: let the star take one character more.
  let star = -1;
  let taken = 0;
  while (n < name.length) {
    if (pattern[p] === '*') {
      star = p++;
      taken = n;
    } else if (pattern[p] === name[n]) {
      p++;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++taken;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
