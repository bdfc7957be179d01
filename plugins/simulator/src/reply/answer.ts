import type { Rng } from '@fairlead/plugin-sdk';
import type { ChatRequest } from '../chat-request.js';
import { schemaInstance } from './schema-instance.js';
import { countTokens, proseTokens, toTokens } from './tokens.js';

/** What a simulated model says to one request, before it is put into a reply or a stream. */
export interface ChatAnswer {
  /** The text, or a tool call's arguments. */
  readonly tokens: readonly string[];
  readonly toolName: string | undefined;
  readonly finishReason: 'stop' | 'length' | 'tool_calls';
  readonly usage: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly total_tokens: number;
  };
}

/** @param outputTokens the length of a text; without it, that is left to `rng` */
export function answerChat(request: ChatRequest, rng: Rng, outputTokens: number | undefined): ChatAnswer {
  const { tool, replySchema, maxTokens = Infinity } = request;
  const whole = tool
    ? toTokens(JSON.stringify(schemaInstance(tool.parameters) ?? {}))
    : replySchema === undefined
      ? proseTokens(rng, outputTokens)
      : toTokens(JSON.stringify(schemaInstance(replySchema)));
  const tokens = whole.slice(0, maxTokens);
  const promptTokens = Math.max(1, countTokens(request.promptText));
  return {
    tokens,
    toolName: tool?.name,
    finishReason: tokens.length < whole.length ? 'length' : tool ? 'tool_calls' : 'stop',
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: tokens.length,
      total_tokens: promptTokens + tokens.length,
    },
  };
}
