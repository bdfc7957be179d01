import { effortOf, type Conversation, type OutputForm } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { endUser } from '../end-user.js';
import { encodeMessages } from './encode-messages.js';
import { encodeTool, encodeToolChoice } from './encode-tools.js';
import { ownExtras } from './own.js';

/**
 * A request as the vendor of the dialect takes it. Servers that know fewer words (`max_tokens`, no `developer`) have
 * theirs corrected by their plugin. The usage of a stream is always asked for: whether the caller sees it is decided on
 * the way back.
 */
export function encodeRequest(conversation: Conversation, model: string): JsonObject {
  const { messages, tools = [], toolChoice, sampling = {}, stream, logprobs, reasoning } = conversation;
  const encodedTools = tools.flatMap((tool) => encodeTool(tool) ?? []);
  return {
    ...defined({
      model,
      messages: encodeMessages(messages),
      tools: encodedTools.length > 0 ? encodedTools : undefined,
      tool_choice: toolChoice && encodedTools.length > 0 ? encodeToolChoice(toolChoice, tools) : undefined,
      parallel_tool_calls: encodedTools.length > 0 ? conversation.parallelToolCalls : undefined,
      max_completion_tokens: conversation.maxOutputTokens,
      temperature: sampling.temperature,
      top_p: sampling.topP,
      presence_penalty: sampling.presencePenalty,
      frequency_penalty: sampling.frequencyPenalty,
      seed: sampling.seed,
      logit_bias: sampling.logitBias,
      stop: conversation.stop?.length ? conversation.stop.slice(0, MAX_STOPS) : undefined,
      n: conversation.choices,
      reasoning_effort: reasoning && encodeEffort(effortOf(reasoning)),
      response_format: conversation.output && encodeFormat(conversation.output),
      verbosity: conversation.verbosity,
      modalities: conversation.modalities && ['text', ...conversation.modalities],
      audio: conversation.speech,
      logprobs: logprobs && true,
      top_logprobs: logprobs?.top,
      prompt_cache_key: conversation.cacheKey,
      prompt_cache_retention: conversation.cacheRetention,
      service_tier: conversation.serviceTier,
      user: endUser(conversation.user),
      metadata: conversation.metadata,
      store: conversation.store,
      stream: stream || undefined,
      stream_options: stream ? { include_usage: true } : undefined,
    }),
    ...ownExtras(conversation),
  };
}

/** More are refused by the vendor. */
const MAX_STOPS = 4;

/** The highest word that is known here is one below the highest of all. */
function encodeEffort(effort: ReturnType<typeof effortOf>): string | undefined {
  return effort === 'max' ? 'xhigh' : effort;
}

function encodeFormat(output: OutputForm): JsonObject {
  if (output.kind === 'json') return { type: 'json_object' };
  const { name = 'answer', description, schema, strict } = output;
  return { type: 'json_schema', json_schema: defined({ name, description, schema, strict }) };
}
