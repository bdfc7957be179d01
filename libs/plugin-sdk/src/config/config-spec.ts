import type { JsonSchema } from './json-schema.js';

/** One thing wrong with a configuration value. */
export interface ConfigProblem {
  /** Keys from the root of the value, as the YAML spells them. */
  readonly path: readonly (string | number)[];
  readonly code: 'unknown_key' | 'missing' | 'invalid';
  /** What is wrong and what to do, without the value of a secret. */
  readonly message: string;
}

/** What became of a configuration: the typed value, or everything that is wrong with it. */
export type ConfigResult<Config> =
  | {
      readonly ok: true;
      readonly value: Config;
      /** Secrets that are needed and unset. */ readonly unset: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Reads a plain value from YAML into a typed configuration, or says everything that is wrong with it. */
export interface ConfigSpec<Config extends object> {
  /** The keys it takes, as the YAML spells them, for "did you mean". */
  readonly keys: readonly string[];
  /** The keys whose values are secrets. */
  readonly secrets: readonly string[];
  /** Secret → what it usually begins with; a secret that may begin with anything is not here. */
  readonly secretPrefixes?: Readonly<Record<string, readonly string[]>>;
  /** For editors; undefined: any value of any known key will do. */
  readonly schema?: JsonSchema;
  parse(input: unknown): ConfigResult<Config>;
}
