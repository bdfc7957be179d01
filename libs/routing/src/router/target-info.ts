import type { TargetScopes } from '@fairlead/health';
import type { PriceQuote } from '@fairlead/ledger';
import type { DialectName, TargetId } from '@fairlead/plugin-sdk';
import type { TargetTraits } from '@fairlead/policy';

/** What is fixed about one target in one generation of the configuration. */
export interface TargetInfo {
  readonly id: TargetId;
  readonly scopes: TargetScopes;
  /** The model as the provider spells it. */
  readonly wireModel: string;
  /** What it is spoken to in; the order is the provider's preference. */
  readonly speaks: readonly DialectName[];
  /** What requirements are held against; undefined: nothing is known. */
  readonly traits?: TargetTraits;
  /** Tokens of prompt and completion together; undefined: unknown, and then nothing is filtered by it. */
  readonly contextWindow?: number;
  /** The family of models whose broken answers it can go on with. */
  readonly prefill?: string;
  /** Undefined: unknown, never zero. */
  readonly price?: PriceQuote;
  /** Configuration key of the secret that is not set (`api_key`). */
  readonly unconfigured?: string;
}
