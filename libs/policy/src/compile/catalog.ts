import type { StrategyDefinition } from '@fairlead/plugin-sdk';

/** What the gateway has, as far as a policy may name it. */
export interface PolicyCatalog {
  /** Names of the configured provider instances. */
  readonly providers: readonly string[];
  readonly strategies: ReadonlyMap<string, StrategyDefinition>;
}
