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
  /** Options that make another provider of it, by a name for the report: each is checked too, with these besides. */
  readonly variants?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
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
