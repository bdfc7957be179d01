/** Keeps what belongs together on one target, for its prompt cache. */
export interface AffinityPlan {
  /** `prefer`: another target may take over; `require`: exactly that one, or a refusal. */
  readonly mode: 'prefer' | 'require';
  readonly key: RequestKey;
  /** A prompt's beginning is no key below this: it is not worth keeping together. */
  readonly minPromptTokens: number;
  /** How long a failover target keeps a conversation, from its last request. */
  readonly ttlMs: number;
  /** Bounded load: a target with more than this many times the mean in flight is passed over; ≥ 1. */
  readonly maxOverload: number;
}

/** What requests are told apart by. */
export type RequestKey =
  /** `prompt_prefix`: tools, system text and first user turn. `conversation`: the caller's word for it, else the prefix. */
  | { readonly kind: 'conversation' | 'prompt_prefix' | 'tenant' | 'request' }
  | { readonly kind: 'header' | 'label'; readonly name: string };
