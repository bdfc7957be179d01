import type { Decoded } from '../codec.js';
import type { JsonObject } from './decode.js';

/** A body is not what its dialect says; `param` is the path of the problem. Never leaves a decoder. */
class DecodeError extends Error {
  constructor(
    message: string,
    readonly param: string,
  ) {
    super(message);
  }
}

/** Runs a decoder; what it found wrong with the body becomes the result. */
export function decoding<T>(decode: () => T): Decoded<T> {
  try {
    return { ok: true, value: decode() };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return { ok: false, message: error.message, param: error.param };
  }
}

/**
 * Reads the fields of one object of a request, and remembers which: what is left is `rest()`. A null counts as absent.
 * Each getter gives undefined for an absent field and refuses one of another type; `decoding` catches the refusal.
 */
export class FieldReader {
  readonly #known = new Set<string>();

  /** @param path of the object, '' for the body itself */
  constructor(
    readonly object: JsonObject,
    readonly path = '',
  ) {}

  text(key: string): string | undefined {
    return this.#typed(key, 'a string', (value) => typeof value === 'string');
  }

  number(key: string): number | undefined {
    return this.#typed(key, 'a number', (value) => typeof value === 'number');
  }

  /** A whole number of at least 0. */
  count(key: string): number | undefined {
    return this.#typed(
      key,
      'a whole number of at least 0',
      (value) => Number.isInteger(value) && value! >= 0,
    );
  }

  flag(key: string): boolean | undefined {
    return this.#typed(key, 'true or false', (value) => typeof value === 'boolean');
  }

  raw(key: string): unknown {
    this.#known.add(key);
    return this.object[key] ?? undefined;
  }

  plain(key: string): JsonObject | undefined {
    return this.#typed<JsonObject>(key, 'an object', isObject);
  }

  /** The object under a key, to be read in turn. */
  child(key: string): FieldReader | undefined {
    const value = this.plain(key);
    return value && new FieldReader(value, this.pathOf(key));
  }

  /** The objects in a list, each to be read in turn. */
  children(key: string): FieldReader[] | undefined {
    return this.list(key)?.map((value, index) => {
      const path = `${this.pathOf(key)}[${index}]`;
      if (!isObject(value)) throw new DecodeError(`${path} must be an object.`, path);
      return new FieldReader(value as JsonObject, path);
    });
  }

  list(key: string): readonly unknown[] | undefined {
    return this.#typed(key, 'a list', (value) => Array.isArray(value));
  }

  texts(key: string): readonly string[] | undefined {
    return this.#typed(
      key,
      'a list of strings',
      (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
    );
  }

  /** One of the words. */
  word<const Word extends string>(key: string, words: readonly Word[]): Word | undefined {
    const value = this.text(key);
    if (value === undefined || (words as readonly string[]).includes(value)) return value as Word | undefined;
    return this.fail(key, `must be one of ${words.map((word) => `"${word}"`).join(', ')}.`);
  }

  /** What a getter gave, which may not be absent. */
  need<T>(key: string, value: T | undefined): T {
    return value === undefined ? this.fail(key, 'is required.') : value;
  }

  /** @throws always; `why` goes on from the name of the field: `must be …`. */
  fail(key: string, why: string): never {
    throw new DecodeError(`${this.pathOf(key)} ${why}`, this.pathOf(key));
  }

  /** These fields are taken care of without being read here. */
  skip(...keys: string[]): void {
    for (const key of keys) this.#known.add(key);
  }

  /** Every field that nobody asked for, nulls included; undefined when there is none. */
  rest(): JsonObject | undefined {
    const rest = Object.entries(this.object).filter(([key]) => !this.#known.has(key));
    return rest.length === 0 ? undefined : Object.fromEntries(rest);
  }

  pathOf(key: string): string {
    return this.path === '' ? key : `${this.path}.${key}`;
  }

  #typed<T>(key: string, what: string, fits: (value: T) => boolean): T | undefined {
    const value = this.raw(key) as T | undefined;
    if (value === undefined || fits(value)) return value;
    return this.fail(key, `must be ${what}.`);
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
