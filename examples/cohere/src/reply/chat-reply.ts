/** What of the API's answers is read; everything may be missing, for it comes from outside. */
export interface ChatReply {
  readonly id?: string;
  readonly finish_reason?: string;
  readonly message?: {
    readonly tool_plan?: string;
    readonly tool_calls?: readonly ChatToolCall[];
    readonly content?: readonly ChatContent[];
    readonly citations?: readonly ChatCitation[];
  };
  readonly usage?: ChatUsage;
}

interface ChatContent {
  readonly type?: string;
  readonly text?: string;
  readonly thinking?: string;
}

export interface ChatToolCall {
  readonly id?: string;
  readonly function?: { readonly name?: string; readonly arguments?: string };
}

export interface ChatCitation {
  readonly start?: number;
  readonly end?: number;
  readonly sources?: readonly { readonly document?: { readonly title?: string; readonly url?: string } }[];
}

export interface ChatUsage {
  /** What is paid. */
  readonly billed_units?: { readonly input_tokens?: number; readonly output_tokens?: number };
  /** What the model read and wrote, the vendor's own prompt included. */
  readonly tokens?: { readonly input_tokens?: number; readonly output_tokens?: number };
  readonly cached_tokens?: number;
}

/** One event of a stream. */
export interface ChatEvent {
  readonly type?: string;
  readonly id?: string;
  readonly index?: number;
  readonly delta?: {
    readonly message?: {
      readonly content?: ChatContent;
      readonly tool_plan?: string;
      readonly tool_calls?: ChatToolCall;
      readonly citations?: ChatCitation;
    };
    readonly finish_reason?: string;
    readonly usage?: ChatUsage;
    readonly error?: string;
  };
}
