import type OpenAI from 'openai';
import type { Said, SaidCall, SaidUsage } from '../../said.js';

/** A field that vendors of thinking models add, and that the library hands on. */
interface Thoughts {
  readonly reasoning_content?: string | null;
}

export function chatSaid(
  { id, choices, usage }: OpenAI.Chat.ChatCompletion,
  pieces?: readonly string[],
): Said {
  const [choice] = choices;
  const message: (OpenAI.Chat.ChatCompletionMessage & Thoughts) | undefined = choice?.message;
  const text = message?.content ?? '';
  return {
    id,
    text,
    pieces: pieces ?? [text],
    calls: (message?.tool_calls ?? []).map(callSaid),
    finish: choice?.finish_reason,
    usage: chatUsage(usage),
    thought: message?.reasoning_content ?? '',
  };
}

export function callSaid(call: OpenAI.Chat.ChatCompletionMessageToolCall): SaidCall {
  if (call.type !== 'function') throw new Error(`a call of type ${call.type}, which nobody offered`);
  return { id: call.id, name: call.function.name, input: JSON.parse(call.function.arguments) as unknown };
}

function chatUsage(usage: OpenAI.CompletionUsage | null | undefined): SaidUsage | undefined {
  if (!usage) return undefined;
  return { input: usage.prompt_tokens, output: usage.completion_tokens, total: usage.total_tokens };
}
