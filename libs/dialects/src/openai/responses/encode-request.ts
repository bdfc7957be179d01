import { effortOf, type Conversation, type Message, type OutputForm } from '../../form/index.js';
import { asArray, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { endUser } from '../end-user.js';
import { INCLUDE_LOGPROBS, INCLUDE_SEALED, templateId } from './decode-request.js';
import { encodeItems } from './encode-items.js';
import { encodeTool, encodeToolChoice } from './encode-tools.js';
import { ownExtras } from './own.js';
import { keptState } from './request-shape.js';

/** The smallest `max_output_tokens` that is accepted. */
const MIN_OUTPUT_TOKENS = 16;

export function encodeRequest(conversation: Conversation, model: string): JsonObject {
  const { sampling, maxOutputTokens, tools = [], toolChoice } = conversation;
  const [first, ...rest] = conversation.messages;
  const instructions = first && instructionsOf(first);
  const input = encodeItems(instructions === undefined ? conversation.messages : rest);
  const own = ownExtras(conversation);
  return {
    ...own,
    ...defined({
      model,
      stream: conversation.stream,
      instructions,
      input,
      tools: conversation.tools && tools.flatMap((tool) => encodeTool(tool) ?? []),
      tool_choice: toolChoice && encodeToolChoice(toolChoice, tools),
      parallel_tool_calls: conversation.parallelToolCalls,
      max_output_tokens:
        maxOutputTokens === undefined ? undefined : Math.max(maxOutputTokens, MIN_OUTPUT_TOKENS),
      temperature: sampling?.temperature,
      top_p: sampling?.topP,
      text: nonEmpty({ ...textOf(conversation), ...(own['text'] as JsonObject | undefined) }),
      reasoning: nonEmpty({ ...reasoningOf(conversation), ...(own['reasoning'] as JsonObject | undefined) }),
      top_logprobs: conversation.logprobs?.top,
      include: includeOf(conversation),
      prompt_cache_key: conversation.cacheKey,
      prompt_cache_retention: conversation.cacheRetention,
      service_tier: conversation.serviceTier,
      user: conversation.user === own['safety_identifier'] ? undefined : endUser(conversation.user),
      metadata: conversation.metadata,
      // Kept unless told otherwise here, and not elsewhere: nobody is kept who did not ask for it.
      store: conversation.store ?? false,
      previous_response_id: isSaidElsewhere(conversation, input) ? undefined : conversation.previousReplyId,
    }),
  };
}

function instructionsOf({ parts, ...message }: Message): string | undefined {
  const [part] = parts;
  return ownExtras(message)['instructions'] === true && part?.kind === 'text' ? part.text : undefined;
}

/** What the request goes on from stands in another field, or in an item. */
function isSaidElsewhere({ previousReplyId, ...rest }: Conversation, input: unknown): boolean {
  const own = ownExtras(rest);
  return (
    previousReplyId === keptState({ conversation: own['conversation'], input }) ||
    previousReplyId === templateId(own)
  );
}

function textOf({ output, verbosity }: Conversation): JsonObject {
  return defined({ format: output && formatOf(output), verbosity });
}

function formatOf(output: OutputForm): JsonObject {
  if (output.kind === 'json') return { type: 'json_object' };
  const { name = 'answer', description, schema, strict } = output;
  return defined({ type: 'json_schema', name, description, schema, strict });
}

function reasoningOf({ reasoning = {} }: Conversation): JsonObject {
  const { show } = reasoning;
  return defined({ effort: effortOf(reasoning), summary: show === 'none' ? undefined : show });
}

function includeOf(conversation: Conversation): readonly unknown[] | undefined {
  const include = [
    ...asArray(ownExtras(conversation)['include']),
    ...(conversation.reasoning?.sealed ? [INCLUDE_SEALED] : []),
    ...(conversation.logprobs ? [INCLUDE_LOGPROBS] : []),
  ];
  return include.length > 0 ? include : undefined;
}

function nonEmpty(object: JsonObject): JsonObject | undefined {
  return Object.keys(object).length > 0 ? object : undefined;
}
