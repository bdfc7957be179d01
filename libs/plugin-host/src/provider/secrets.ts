import { createHash } from 'node:crypto';
import { oddKey, type OddKey } from './odd-key.js';

/** Shorter ones would tear holes into ordinary text; no credential in use is this short. */
const MIN_REDACTED_LENGTH = 4;

/** Those in use; they go with their providers. */
const all = new Set<WeakRef<Secrets>>();

/** For texts that may come from any provider: without the secrets of all of them. */
export function redactAll(text: string): string {
  let clean = text;
  for (const reference of all) {
    const secrets = reference.deref();
    if (secrets === undefined) all.delete(reference);
    else clean = secrets.redact(clean);
  }
  return clean;
}

/** The values of a provider's credentials: what must never be seen, and how to speak of it. */
export class Secrets {
  /** Eight hex digits that change with the key and do not lead back to it. */
  readonly fingerprint: string;
  /** As written and as in a URL; of two, one the start of the other, the longer first. */
  readonly #spellings: readonly string[];

  /** Those that were probably copied wrong. */
  readonly odd: readonly OddKey[];

  constructor(
    config: object,
    keys: readonly string[],
    prefixes: Readonly<Record<string, readonly string[]>> = {},
  ) {
    const given = config as Record<string, unknown>;
    this.odd = keys.flatMap((key) => {
      const value = given[key];
      return typeof value === 'string' && value !== '' ? (oddKey(key, value, prefixes[key]) ?? []) : [];
    });
    const values = keys
      .map((key) => given[key])
      .filter((value) => typeof value === 'string')
      .map((value) => value.trim())
      .filter((value) => value.length > 0);
    this.fingerprint = createHash('sha256').update(values.join('\0')).digest('hex').slice(0, 8);
    this.#spellings = values
      .filter((value) => value.length >= MIN_REDACTED_LENGTH)
      .flatMap((value) => [...new Set([value, encodeURIComponent(value)])])
      .sort((a, b) => b.length - a.length);
    if (this.#spellings.length > 0) all.add(new WeakRef(this));
  }

  redact(text: string): string {
    return this.#spellings.reduce((clean, spelling) => clean.replaceAll(spelling, '[redacted]'), text);
  }
}
