import type { ToolName } from './tools.js';

/** What a case asks of the model, in no client's words. */
export interface Ask {
  readonly prompt: string;
  readonly system?: string;
  /** What was said before, by turns: the user first. */
  readonly before?: readonly [user: string, assistant: string];
  /** None where absent. */
  readonly tools?: readonly ToolName[];
  /** The model is to call one of the tools. */
  readonly mustCall?: boolean;
  readonly maxTokens?: number;
  /** The model is to think, and to show its thoughts. */
  readonly thinks?: boolean;
}

/** What a client can be told beside the request. */
export interface Watch {
  readonly signal?: AbortSignal;
  /** After each piece of text. */
  readonly onPiece?: () => void;
}
