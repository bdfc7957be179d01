import type { ConversationDialect } from '@fairlead/plugin-sdk';
import type { Conversation, Message, Part, RequestFeature, Tool } from '../form/index.js';

/** What a request asks for that some dialect has no word for. */
export class RequestFeatures {
  readonly #found = new Set<RequestFeature>();

  /** @param own the dialect the request was written in */
  constructor(
    conversation: Conversation,
    readonly own: ConversationDialect,
  ) {
    this.#settings(conversation);
    this.#manner(conversation);
    for (const tool of conversation.tools ?? []) this.#tool(tool);
    conversation.messages.forEach((message, index) => this.#message(message, conversation, index));
  }

  [Symbol.iterator](): IterableIterator<RequestFeature> {
    return this.#found.values();
  }

  has(feature: RequestFeature): boolean {
    return this.#found.has(feature);
  }

  #note(feature: RequestFeature, is: unknown): void {
    if (is !== undefined && is !== false) this.#found.add(feature);
  }

  #settings({ sampling = {}, stop = [], reasoning = {}, output, ...rest }: Conversation): void {
    const { temperature, presencePenalty, frequencyPenalty } = sampling;
    this.#note('max_output_tokens', rest.maxOutputTokens);
    this.#note('temperature', temperature !== undefined && temperature <= 1);
    this.#note('hot_temperature', temperature !== undefined && temperature > 1);
    this.#note('top_p', sampling.topP);
    this.#note('top_k', sampling.topK);
    this.#note('penalties', Boolean(presencePenalty) || Boolean(frequencyPenalty));
    this.#note('seed', sampling.seed);
    this.#note('logit_bias', Object.keys(sampling.logitBias ?? {}).length > 0);
    this.#note('stop', stop.length > 0 && stop.length <= 4);
    this.#note('many_stops', stop.length > 4);
    this.#note('many_choices', (rest.choices ?? 1) > 1);
    this.#note('logprobs', rest.logprobs);
    this.#note('json_object', output?.kind === 'json');
    this.#note('json_schema', output?.kind === 'schema');
    this.#note('verbosity', rest.verbosity);
    this.#note('reasoning_effort', reasoning.effort);
    this.#note('reasoning_budget', reasoning.budgetTokens);
    this.#note('reasoning_adaptive', reasoning.adaptive);
    this.#note('reasoning_shown', reasoning.show !== undefined && reasoning.show !== 'none');
    this.#note('reasoning_sealed', reasoning.sealed);
  }

  #manner({ toolChoice, tools = [], ...rest }: Conversation): void {
    const choice = toolChoice?.kind;
    this.#note('tool_choice_required', choice === 'required');
    this.#note('tool_choice_named', choice === 'named');
    this.#note('tool_choice_among', choice === 'among');
    this.#note('vendor_tool', choice === 'vendor');
    this.#note('single_tool_call', tools.length > 0 && rest.parallelToolCalls === false);
    this.#note('audio_output', rest.modalities?.includes('audio'));
    this.#note('image_output', rest.modalities?.includes('image'));
    this.#note('cache_marker', rest.cache);
    this.#note('cache_key', rest.cacheKey ?? rest.cacheRetention);
    // What every provider does when it is not told otherwise.
    this.#note(
      'service_tier',
      rest.serviceTier !== undefined && !/^(?:auto|default)$/.test(rest.serviceTier),
    );
    this.#note('user', rest.user);
    this.#note('metadata', Object.keys(rest.metadata ?? {}).length > 0);
    this.#note('store', rest.store === true);
    this.#note('previous_reply', rest.previousReplyId);
    this.#note(
      'vendor_field',
      Object.values(rest.extras?.[this.own] ?? {}).some((value) => value !== null),
    );
  }

  #tool(tool: Tool): void {
    this.#note('vendor_tool', tool.kind === 'vendor');
    this.#note('custom_tool', tool.kind === 'custom');
    if (tool.kind !== 'function') return;
    this.#note('tool_strict', tool.strict);
    this.#note('cache_marker', tool.cache);
  }

  #message({ role, parts, name }: Message, { messages }: Conversation, index: number): void {
    const turnsBefore = messages.slice(0, index).some((before) => !isInstruction(before));
    this.#note('developer_message', role === 'developer');
    this.#note('late_system_message', isInstruction({ role }) && turnsBefore);
    this.#note('message_name', name);
    this.#note('assistant_prefill', role === 'assistant' && index === messages.length - 1);
    for (const part of parts) this.#part(part);
  }

  #part(part: Part): void {
    this.#note('cache_marker', part.cache);
    switch (part.kind) {
      case 'media':
        return this.#media(part);
      case 'tool_call':
        this.#note('tool_call', true);
        return this.#note('custom_tool', part.custom);
      case 'tool_result':
        this.#note('tool_result_error', part.failed);
        this.#note('custom_tool', part.custom);
        this.#note(
          'tool_result_media',
          part.content.some(({ kind }) => kind === 'media'),
        );
        for (const inner of part.content) this.#part(inner);
        return;
      case 'reasoning':
        return this.#note('reasoning_history', true);
      case 'vendor':
        return this.#note('vendor_part', true);
      case 'text':
      case 'refusal':
    }
  }

  #media({ media, source, detail, citable }: Part & { kind: 'media' }): void {
    this.#note('uploaded_file', source.from === 'file');
    this.#note('image_url', media === 'image' && source.from === 'url');
    this.#note('image_data', media === 'image' && source.from === 'data');
    this.#note('image_detail', media === 'image' && detail !== undefined && detail !== 'auto');
    this.#note('document_url', media === 'document' && source.from === 'url');
    this.#note('document_data', media === 'document' && source.from === 'data');
    this.#note('document_text', source.from === 'text');
    this.#note('document_citations', citable);
    this.#note('audio_data', media === 'audio');
    this.#note('video', media === 'video');
  }
}

function isInstruction({ role }: Pick<Message, 'role'>): boolean {
  return role === 'system' || role === 'developer';
}
