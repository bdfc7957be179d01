import type { JsonObject } from '../../json/decode.js';

/** Every key that clients require of a response, as one has it that nobody asked anything special of. */
export function responseFrame(): JsonObject & { readonly output: readonly JsonObject[] } {
  return {
    id: 'resp_0',
    object: 'response',
    created_at: 0,
    status: 'in_progress',
    background: false,
    completed_at: null,
    error: null,
    incomplete_details: null,
    instructions: null,
    max_output_tokens: null,
    max_tool_calls: null,
    model: '',
    output: [],
    parallel_tool_calls: true,
    previous_response_id: null,
    prompt_cache_key: null,
    reasoning: { effort: null, summary: null },
    safety_identifier: null,
    service_tier: 'default',
    store: false,
    temperature: null,
    text: { format: { type: 'text' } },
    tool_choice: 'auto',
    tools: [],
    top_logprobs: 0,
    top_p: null,
    truncation: 'disabled',
    usage: null,
    user: null,
    metadata: {},
  };
}
