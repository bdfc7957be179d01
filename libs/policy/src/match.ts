import type { Capability, Operation } from '@fairlead/plugin-sdk';

/** What conditions are asked about. Header names are lower case. */
export interface MatchFacts {
  readonly model: string;
  readonly operation: Operation;
  readonly stream: boolean;
  /** Estimated. */
  readonly promptTokens: number;
  readonly maxOutputTokens?: number;
  /** What the request cannot do without. */
  readonly capabilities: readonly Capability[];
  /** Who pays; undefined: unknown. */
  readonly tenant?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A compiled `match`: parts are AND-ed, the values of one part OR-ed. */
export interface Matcher {
  /** Whether a `model` part exists: only such a route can claim a direct `provider/model` call. */
  readonly namesModel: boolean;
  /** The exact model names it lists (no patterns), for model lists. */
  readonly models: readonly string[];
  matches(facts: MatchFacts): boolean;
  /** The first part that does not hold, as the policy spells it (`labels.team`); undefined when all hold. */
  mismatch(facts: MatchFacts): string | undefined;
}
