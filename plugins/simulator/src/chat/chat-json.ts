import type { WholeReply } from '../api.js';
import type { Answer, Candidate } from '../reply/answer.js';
import type { ReplyIdentity } from '../reply/reply-identity.js';
import { openaiUsage } from '../openai/openai-usage.js';

/** The whole answer as one chat completion. */
export function chatJson({ candidates, usage }: Answer, identity: ReplyIdentity, model: string): WholeReply {
  const json = {
    id: `chatcmpl-sim${identity.key}`,
    object: 'chat.completion',
    created: identity.created,
    model,
    choices: candidates.map((candidate, index) => ({
      index,
      message: messageOf(candidate, callIds(candidate, identity, index)),
      logprobs: null,
      finish_reason: candidate.finish,
    })),
    usage: openaiUsage(usage),
  };
  return { json, tokens: usage.output };
}

/** One id for each call of a choice. */
export function callIds({ calls }: Candidate, { key }: ReplyIdentity, choice: number): readonly string[] {
  return calls.map((_call, index) => `call_sim${key}_${choice}_${index}`);
}

function messageOf({ thought, text, calls }: Candidate, ids: readonly string[]): object {
  const toolCalls = calls.map(({ name, tokens }, index) => ({
    id: ids[index],
    type: 'function',
    function: { name, arguments: tokens.join('') },
  }));
  return {
    role: 'assistant',
    content: calls.length > 0 ? null : text.join(''),
    refusal: null,
    ...(thought && { reasoning_content: thought.join('') }),
    ...(calls.length > 0 && { tool_calls: toolCalls }),
  };
}
