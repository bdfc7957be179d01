import type { Conversation, FunctionTool, Part, RequestFeature } from '@fairlead/dialects';

/** What every dialect can say of a request, in the same words. */
export interface RequestEssence {
  /** Who said what, without white space: neighbours of one side may be one, and blank texts say nothing. */
  readonly said: Readonly<Record<'system' | 'user' | 'assistant', string>>;
  readonly calls: readonly (readonly [id: string, name: string, input: unknown])[];
  readonly results: readonly (readonly [callId: string, text: string])[];
  /** Kinds of media, of results too: they may have to stand behind them. */
  readonly shown: readonly string[];
  readonly tools: readonly (readonly [name: string, description: string])[];
}

/** What a dialect says in words because it has no field for it; the page of dialects tells of each. */
const IN_WORDS = /Answer with a single JSON object and nothing else\.|^Error:\s?/gm;

export function requestEssence({ messages, tools = [] }: Conversation): RequestEssence {
  const said = { system: '', user: '', assistant: '' };
  const calls: RequestEssence['calls'][number][] = [];
  const results: RequestEssence['results'][number][] = [];
  const shown: string[] = [];
  // Where a turn is needed, instructions without one are the user's.
  const alone = messages.every(({ role }) => role === 'system' || role === 'developer');
  for (const { role, parts } of messages) {
    for (const part of parts) {
      if (part.kind === 'tool_call') calls.push([part.id, part.name, inputOf(part.input)]);
      else if (part.kind === 'tool_result') {
        results.push([part.callId, bare(part.content.map(wordsOf).join(''))]);
        shown.push(...part.content.flatMap((inner) => (inner.kind === 'media' ? [inner.media] : [])));
      } else if (part.kind === 'media') shown.push(part.media);
      if (role !== 'tool')
        said[alone ? 'user' : role === 'developer' ? 'system' : role] += bare(wordsOf(part));
    }
  }
  return {
    said,
    calls,
    results,
    shown,
    tools: tools.filter(isFunction).map(({ name, description = '' }) => [name, description]),
  };
}

const isFunction = (tool: { readonly kind: string }): tool is FunctionTool => tool.kind === 'function';

const bare = (text: string): string => text.replace(IN_WORDS, '').replace(/\s+/g, '');

const wordsOf = (part: Part): string => (part.kind === 'text' || part.kind === 'refusal' ? part.text : '');

function inputOf(input: string): unknown {
  try {
    return JSON.parse(input) as unknown;
  } catch {
    return {};
  }
}

/** Where the intermediate form has what a row of the tables is about. */
export const SETTINGS: readonly (readonly [RequestFeature, (of: Conversation) => unknown])[] = [
  ['max_output_tokens', ({ maxOutputTokens }) => maxOutputTokens],
  ['temperature', ({ sampling }) => sampling?.temperature],
  ['hot_temperature', ({ sampling }) => sampling?.temperature],
  ['top_p', ({ sampling }) => sampling?.topP],
  ['top_k', ({ sampling }) => sampling?.topK],
  ['penalties', ({ sampling }) => [sampling?.presencePenalty, sampling?.frequencyPenalty]],
  ['seed', ({ sampling }) => sampling?.seed],
  ['logit_bias', ({ sampling }) => sampling?.logitBias],
  ['stop', ({ stop }) => stop],
  ['many_choices', ({ choices }) => choices],
  ['logprobs', ({ logprobs }) => logprobs],
  ['json_object', ({ output }) => output?.kind],
  ['json_schema', ({ output }) => output?.kind === 'schema' && output.schema],
  ['verbosity', ({ verbosity }) => verbosity],
  ['tool_choice_required', ({ toolChoice }) => toolChoice],
  ['tool_choice_named', ({ toolChoice }) => toolChoice],
  ['tool_choice_among', ({ toolChoice }) => toolChoice],
  ['tool_strict', ({ tools = [] }) => tools.filter(isFunction).map(({ strict }) => strict === true)],
  ['single_tool_call', ({ parallelToolCalls }) => parallelToolCalls],
  ['reasoning_effort', ({ reasoning }) => reasoning?.effort],
  ['reasoning_budget', ({ reasoning }) => reasoning?.budgetTokens],
  ['cache_key', ({ cacheKey, cacheRetention }) => [cacheKey, cacheRetention]],
  ['service_tier', ({ serviceTier }) => serviceTier],
  ['user', ({ user }) => user],
  ['metadata', ({ metadata }) => metadata],
  ['store', ({ store }) => store],
  ['previous_reply', ({ previousReplyId }) => previousReplyId],
];
