import type { Step, StreamedReply } from '../api.js';
import { dataEvent } from '../openai/data-event.js';
import { openaiFailed } from '../openai/openai-error.js';
import type { Answer } from '../reply/answer.js';
import type { ReplyIdentity } from '../reply/reply-identity.js';
import { chatDeltas } from './chat-deltas.js';
import { callIds } from './chat-json.js';
import { openaiUsage } from '../openai/openai-usage.js';

/** OpenAI's stream: with `includeUsage` every chunk has a `usage`, null in all but the one before the terminator. */
export function chatEvents(
  { candidates, usage }: Answer,
  identity: ReplyIdentity,
  model: string,
  includeUsage: boolean,
): StreamedReply {
  const chunk = (choices: readonly object[], said: object | null = null): string =>
    dataEvent({
      id: `chatcmpl-sim${identity.key}`,
      object: 'chat.completion.chunk',
      created: identity.created,
      model,
      choices,
      ...(includeUsage && { usage: said }),
    });
  const steps: Step[] = [];
  let token = 0;
  for (const [index, candidate] of candidates.entries())
    for (const { delta, finishReason, bringsToken } of chatDeltas(
      candidate,
      callIds(candidate, identity, index),
    )) {
      const text = chunk([{ index, delta, logprobs: null, finish_reason: finishReason }]);
      steps.push({ token: bringsToken ? token : Math.max(0, token - 1), text });
      if (bringsToken) token += 1;
    }
  const tail = (includeUsage ? chunk([], openaiUsage(usage)) : '') + 'data: [DONE]\n\n';
  steps.push({ token: Math.max(0, token - 1), text: tail });
  return { steps, breakage: () => dataEvent(openaiFailed('server_error').json) };
}
