/** How one case of the kit ended. `not_claimed`: the plugin does not say that it can do this, so nothing was checked. */
export interface CaseResult {
  /** Unique in the kit: `provider.text`, `strategy.deterministic`. */
  readonly code: string;
  /** What the case proves. */
  readonly title: string;
  readonly outcome: 'passed' | 'failed' | 'not_claimed';
  /** What was expected and what was there, or why it is not claimed. Never a secret. */
  readonly why?: string;
}

/** One provider type or strategy of a plugin, with its cases in the order of the table. */
export interface SubjectReport {
  readonly kind: 'provider' | 'strategy';
  readonly name: string;
  readonly cases: readonly CaseResult[];
}

/** What the kit found in a plugin. */
export interface KitReport {
  /** As it was given: a path or a package. */
  readonly reference: string;
  /** The plugin's own name; undefined when it could not be loaded. */
  readonly name?: string;
  readonly version?: string;
  /** Why it could not be loaded: a code of the loader, and its words. Then there are no subjects. */
  readonly problems: readonly { readonly code: string; readonly message: string }[];
  readonly subjects: readonly SubjectReport[];
  /** No problem, and no case failed. */
  readonly passed: boolean;
}

/** What the kit cannot know of a plugin by itself. In a package it stands in `kit.json`, beside `package.json`. */
export interface KitSettings {
  /** By provider type. */
  readonly providers?: Readonly<Record<string, ProviderClaims>>;
  /** By strategy. */
  readonly strategies?: Readonly<Record<string, StrategyClaims>>;
}

/** What the kit must be told of a provider. */
export interface ProviderClaims {
  /**
   * Options as the YAML spells them. `{origin}` in a text is the address of the kit's server. Secrets and URLs that are
   * left out are filled in by the kit.
   */
  readonly options?: Readonly<Record<string, unknown>>;
  /** A model's name as the provider spells it. Default: `kit-model`. */
  readonly model?: string;
}

/** What the kit must be told of a strategy. */
export interface StrategyClaims {
  readonly options?: Readonly<Record<string, unknown>>;
  /**
   * What it promises where all candidates are equal but for their weights. `weights`: shares as the weights are (± 10
   * percentage points over 2000 picks). `equal`: every one has a turn. `none`: it may always pick the same.
   * Default: `equal`.
   */
  readonly fairness?: 'weights' | 'equal' | 'none';
}

/** How the kit is to run. */
export interface KitOptions {
  /** Where the reference is resolved from. Default: the working directory. */
  readonly cwd?: string;
  /** Instead of the package's `kit.json`. */
  readonly settings?: KitSettings;
  /** Only cases whose code begins with this. */
  readonly only?: string;
}

/** The two functions of a test runner that `describeProvider` needs: those of node:test, jest, vitest or mocha. */
export interface TestRunner {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => Promise<void>): unknown;
}

/** Runs every case against the plugin, over real sockets of the loopback. Never rejects for what the plugin does. */
export declare function checkPlugin(reference: string, options?: KitOptions): Promise<KitReport>;

/**
 * The same as tests: one for each case, named after it. A case that is not claimed passes, with the reason in its name's
 * place of the report.
 *
 * @param runner default: the global `describe` and `it`
 */
export declare function describePlugin(reference: string, options?: KitOptions, runner?: TestRunner): void;
