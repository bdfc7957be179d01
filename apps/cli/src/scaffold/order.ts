export const KINDS = ['provider', 'strategy', 'dialect'] as const;
type Kind = (typeof KINDS)[number];

/** What a new plugin is called, in the spellings that its files need. */
export interface Names {
  /** `night-rates`: words joined by dashes. */
  readonly plugin: string;
  /** `fairlead-plugin-night-rates` */
  readonly package: string;
  /** `night_rates` */
  readonly snake: string;
  /** `NightRates` */
  readonly pascal: string;
}

export interface Order {
  readonly names: Names;
  readonly kind: Kind;
  /** The vendor copies a widely spoken API: addresses and signing are known. */
  readonly compatible: boolean;
  /** Range or file of the SDK, as npm takes it. */
  readonly sdk: string;
}

/** Path below the package's folder → text. */
export type Files = Readonly<Record<string, string>>;
