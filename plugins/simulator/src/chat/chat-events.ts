import type { ChatAnswer } from './chat-answer.js';
import type { ReplyIdentity } from './reply-identity.js';

/** The answer as server-sent events, cut where time passes. */
export interface ChatEvents {
  /** Everything before the first token. */
  readonly head: string;
  /** One event for each token. */
  readonly tokens: readonly string[];
  /** The finish reason, the usage where it was asked for, and the terminator. */
  readonly tail: string;
}

/** OpenAI's stream: with `includeUsage` every chunk has a `usage`, null in all but the one before the terminator. */
export function chatEvents(answer: ChatAnswer, identity: ReplyIdentity, includeUsage: boolean): ChatEvents {
  const { key, created, model } = identity;
  const event = (choices: readonly object[], usage: ChatAnswer['usage'] | null = null): string =>
    `data: ${JSON.stringify({
      id: `chatcmpl-sim${key}`,
      object: 'chat.completion.chunk',
      created,
      model,
      choices,
      ...(includeUsage && { usage }),
    })}\n\n`;
  const delta = (part: object, finishReason: string | null = null): string =>
    event([{ index: 0, delta: part, logprobs: null, finish_reason: finishReason }]);
  const { toolName } = answer;
  const toolDelta = (part: object): string => delta({ tool_calls: [{ index: 0, ...part }] });
  const call = (name: string): string =>
    toolDelta({ id: `call_sim${key}`, type: 'function', function: { name, arguments: '' } });
  return {
    head:
      delta({ role: 'assistant', content: toolName === undefined ? '' : null }) +
      (toolName === undefined ? '' : call(toolName)),
    tokens: answer.tokens.map((token) =>
      toolName === undefined ? delta({ content: token }) : toolDelta({ function: { arguments: token } }),
    ),
    tail: delta({}, answer.finishReason) + (includeUsage ? event([], answer.usage) : '') + 'data: [DONE]\n\n',
  };
}
