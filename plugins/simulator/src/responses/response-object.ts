import type { JsonMap } from '../json-map.js';
import type { AnswerUsage } from '../reply/answer.js';
import type { ReplyIdentity } from '../reply/reply-identity.js';

export interface ResponseState {
  readonly status: 'in_progress' | 'completed' | 'incomplete' | 'failed';
  readonly output: readonly object[];
  readonly usage?: AnswerUsage;
  readonly error?: { readonly code: string; readonly message: string };
}

/** A response in one of its states; what the request set is said again. */
export function responseObject(
  body: JsonMap,
  identity: ReplyIdentity,
  model: string,
  { status, output, usage, error }: ResponseState,
): JsonMap {
  const said = (name: string, otherwise: unknown): unknown => body[name] ?? otherwise;
  return {
    id: responseId(identity),
    object: 'response',
    created_at: identity.created,
    status,
    background: false,
    completed_at: status === 'completed' ? identity.created : null,
    error: error ?? null,
    incomplete_details: status === 'incomplete' ? { reason: 'max_output_tokens' } : null,
    instructions: said('instructions', null),
    max_output_tokens: said('max_output_tokens', null),
    max_tool_calls: said('max_tool_calls', null),
    model,
    output,
    parallel_tool_calls: said('parallel_tool_calls', true),
    previous_response_id: said('previous_response_id', null),
    prompt_cache_key: said('prompt_cache_key', null),
    reasoning: { effort: null, summary: null, ...(body['reasoning'] as object | null | undefined) },
    safety_identifier: said('safety_identifier', null),
    service_tier: 'default',
    store: said('store', true),
    temperature: said('temperature', 1),
    text: { format: { type: 'text' }, verbosity: 'medium', ...(body['text'] as object | null | undefined) },
    tool_choice: said('tool_choice', 'auto'),
    tools: said('tools', []),
    top_logprobs: said('top_logprobs', 0),
    top_p: said('top_p', 1),
    truncation: said('truncation', 'disabled'),
    usage: usage ? responseUsage(usage) : null,
    user: said('user', null),
    metadata: said('metadata', {}),
  };
}

export const responseId = ({ key }: ReplyIdentity): string => `resp_sim${key}`;

function responseUsage({ input, output, cacheRead, reasoning }: AnswerUsage): object {
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: cacheRead },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: input + output,
  };
}
