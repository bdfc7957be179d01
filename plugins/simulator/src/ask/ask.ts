/** What a simulated model looks at, whichever API the request came in by. */
export interface Ask {
  /** The text of all turns and tools, for the count of prompt tokens. */
  readonly promptText: string;
  /** The head of the prompt that the caller wants kept; where callers have no say in it, the whole prompt. */
  readonly cacheableText: string;
  readonly maxTokens: number | undefined;
  /** The tools the model decides to call, in order. */
  readonly calls: readonly ToolSpec[];
  /** The JSON schema the reply must follow. */
  readonly replySchema: unknown;
  /** How many answers are wanted. */
  readonly candidates: number;
  readonly stopSequences: readonly string[];
  /** Whether the model is to think before it answers. */
  readonly thinks: boolean;
}

export interface ToolSpec {
  readonly name: string;
  /** JSON schema of its arguments. */
  readonly parameters: unknown;
}
