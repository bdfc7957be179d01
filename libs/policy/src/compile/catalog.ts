import type { StrategyDefinition } from '@fairlead/plugin-sdk';
import type { TargetName } from '../syntax/target.js';
import type { TargetTraits } from '../plan/index.js';

/** What the gateway has, as far as a policy may name it. */
export interface PolicyCatalog {
  /** Names of the configured provider instances; undefined: not known, and then any name will do. */
  readonly providers?: readonly string[];
  readonly strategies: ReadonlyMap<string, StrategyDefinition>;
  /** What is known of a target without the policy; undefined: nothing is, and nothing is concluded from it. */
  traits?(target: TargetName): TargetTraits | undefined;
}
