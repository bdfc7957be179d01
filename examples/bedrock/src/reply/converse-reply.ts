/** What of the API's answers is read; everything may be missing, for it comes from outside. */
export interface ConverseReply {
  readonly output?: { readonly message?: { readonly content?: readonly ContentBlock[] } };
  readonly stopReason?: string;
  readonly usage?: ConverseUsage;
}

export interface ContentBlock {
  readonly text?: string;
  readonly toolUse?: { readonly toolUseId: string; readonly name: string; readonly input?: unknown };
  readonly reasoningContent?: {
    readonly reasoningText?: { readonly text: string; readonly signature?: string };
    readonly redactedContent?: string;
  };
  readonly citationsContent?: {
    readonly content?: readonly { readonly text?: string }[];
    readonly citations?: readonly ConverseCitation[];
  };
}

export interface ConverseCitation {
  readonly title?: string;
  readonly source?: string;
  readonly sourceContent?: readonly { readonly text?: string }[];
}

export interface ConverseUsage {
  /** Without what the cache had or got. */
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly cacheReadInputTokens?: number;
  readonly cacheWriteInputTokens?: number;
  readonly cacheDetails?: readonly { readonly ttl?: string; readonly inputTokens?: number }[];
}

/** One event of a stream, by the name in its headers. */
export interface ConverseEvent {
  readonly contentBlockIndex?: number;
  readonly start?: { readonly toolUse?: { readonly toolUseId: string; readonly name: string } };
  readonly delta?: {
    readonly text?: string;
    readonly toolUse?: { readonly input?: string };
    readonly reasoningContent?: {
      readonly text?: string;
      readonly signature?: string;
      readonly redactedContent?: string;
    };
    readonly citation?: ConverseCitation;
  };
  readonly stopReason?: string;
  readonly usage?: ConverseUsage;
}
