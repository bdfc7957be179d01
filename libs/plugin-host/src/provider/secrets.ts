import { createHash } from 'node:crypto';

/** A secret shorter than this would tear holes into ordinary text. */
const MIN_REDACTED_LENGTH = 6;

/** The values of a provider's credentials: what must never be seen, and how to speak of it. */
export class Secrets {
  readonly #values: readonly string[];

  constructor(config: object, keys: readonly string[]) {
    const values = keys.map((key) => (config as Record<string, unknown>)[key]);
    this.#values = values.filter((value): value is string => typeof value === 'string' && value.length > 0);
  }

  /** Eight hex digits that change with the key and do not lead back to it. */
  get fingerprint(): string {
    return createHash('sha256').update(this.#values.join('\0')).digest('hex').slice(0, 8);
  }

  redact(text: string): string {
    return this.#values
      .filter((value) => value.length >= MIN_REDACTED_LENGTH)
      .reduce((clean, value) => clean.replaceAll(value, '[redacted]'), text);
  }
}
