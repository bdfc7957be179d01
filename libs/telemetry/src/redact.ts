/** What stands in place of a secret. */
export const REDACTED = '[redacted]';

/** Shorter secrets would shred ordinary words ("a", "key"); no credential in use is this short. */
const MIN_SECRET_CHARS = 4;

/**
 * A function that takes every secret out of a text, also where it is percent-encoded (in a URL) or JSON-escaped.
 * Compile it once per configuration: a log line then costs one pass.
 */
export function redactorOf(secrets: Iterable<string>): (text: string) => string {
  const spellings = new Set<string>();
  for (const secret of secrets) {
    const trimmed = secret.trim();
    if (trimmed.length < MIN_SECRET_CHARS) continue;
    spellings.add(trimmed);
    spellings.add(encodeURIComponent(trimmed));
    spellings.add(JSON.stringify(trimmed).slice(1, -1));
  }
  if (spellings.size === 0) return (text) => text;
  // Longest first: of two secrets, one the start of the other, no tail must stay.
  const alternatives = [...spellings]
    .sort((a, b) => b.length - a.length)
    .map((spelling) => spelling.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const pattern = new RegExp(alternatives.join('|'), 'g');
  return (text) => text.replace(pattern, REDACTED);
}

/** `redactorOf` for a single text. */
export function redactSecrets(text: string, secrets: Iterable<string>): string {
  return redactorOf(secrets)(text);
}
