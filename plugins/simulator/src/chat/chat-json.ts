import type { ChatAnswer } from './chat-answer.js';
import type { ReplyIdentity } from './reply-identity.js';

/** The whole answer as one chat completion. */
export function chatJson(answer: ChatAnswer, { key, created, model }: ReplyIdentity): string {
  const text = answer.tokens.join('');
  const message =
    answer.toolName === undefined
      ? { role: 'assistant', content: text, refusal: null }
      : {
          role: 'assistant',
          content: null,
          tool_calls: [
            { id: `call_sim${key}`, type: 'function', function: { name: answer.toolName, arguments: text } },
          ],
        };
  return JSON.stringify({
    id: `chatcmpl-sim${key}`,
    object: 'chat.completion',
    created,
    model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: answer.finishReason }],
    usage: answer.usage,
  });
}
