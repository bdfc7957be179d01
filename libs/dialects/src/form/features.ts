/**
 * Everything a request or a reply can hold that some dialect has no word for, with what it is. Each dialect's table
 * (`carriage`) says for every one of them how it fares there; a translation's losses are read from these tables and
 * from nowhere else.
 */
export const REQUEST_FEATURES = {
  developer_message: 'a message from the developer, apart from the system prompt',
  late_system_message: 'a system or developer message behind the first turn',
  message_name: 'a name that tells participants of one role apart',
  assistant_prefill: 'a last message of the assistant that the answer goes on from',
  image_url: 'an image by its URL',
  image_data: 'an image, base64',
  image_detail: 'the resolution an image is looked at with',
  document_url: 'a document by its URL',
  document_data: 'a document, base64',
  document_text: 'a document that is plain text, with its title',
  document_citations: 'documents that the answer shall cite',
  uploaded_file: "an upload by the provider's id of it",
  audio_data: 'sound, base64',
  video: 'a film',
  tool_call: 'a call of a function that the model made',
  custom_tool: 'a tool that takes text instead of JSON',
  vendor_tool: 'a tool that the provider runs (search, code, computer)',
  tool_strict: "inputs that are held to the function's schema",
  tool_choice_required: 'some tool must be called',
  tool_choice_named: 'one certain tool must be called',
  tool_choice_among: 'only some of the tools may be called',
  tool_result_media: 'images or documents in the result of a tool',
  tool_result_error: 'a result of a tool that is an error',
  single_tool_call: 'at most one tool call a turn',
  max_output_tokens: 'the longest answer',
  temperature: 'sampling temperature up to 1',
  hot_temperature: 'sampling temperature above 1',
  top_p: 'nucleus sampling',
  top_k: 'sampling among the likeliest tokens',
  penalties: 'presence and frequency penalties',
  seed: 'a seed for sampling',
  logit_bias: 'bias of single tokens',
  stop: 'up to 4 stop sequences',
  many_stops: '5 stop sequences or more',
  many_choices: 'more than one answer',
  logprobs: "each token's probability",
  json_object: 'an answer that is some JSON object',
  json_schema: 'an answer that fits a JSON schema',
  verbosity: 'how wordy the answer is',
  reasoning_effort: 'how much the model thinks, in words',
  reasoning_budget: 'how much the model thinks, in tokens',
  reasoning_adaptive: 'the model decides how much it thinks',
  reasoning_shown: 'thoughts, or a summary of them, in the answer',
  reasoning_sealed: 'thoughts sealed in the answer, to be sent back',
  reasoning_history: 'thoughts of earlier turns',
  audio_output: 'a spoken answer',
  image_output: 'images in the answer',
  cache_marker: 'up to where the prompt is worth caching',
  cache_key: 'which requests share a prompt prefix',
  service_tier: 'at which priority and price the request is served',
  user: 'the end user, for abuse detection',
  metadata: 'key and value pairs kept with the request',
  store: 'the provider keeps the answer',
  previous_reply: 'a kept answer that the request goes on from',
  vendor_part: 'content that only another dialect knows',
  vendor_field: 'any field that only another dialect knows',
} as const;

export const REPLY_FEATURES = {
  reasoning: 'thoughts, or a summary of them',
  reasoning_signature: 'the proof of thoughts, to be sent back',
  reasoning_sealed: 'thoughts that only the vendor can read, to be sent back',
  refusal: 'a refusal, apart from text',
  citations: 'sources of the text',
  logprobs: "each token's probability",
  custom_tool_call: 'a call of a tool that takes text',
  many_choices: 'more than one answer',
  audio: 'sound',
  image: 'an image',
  stop_sequence: 'which stop sequence was met',
  service_tier: 'the tier that served',
  cache_read: 'tokens read from the cache',
  cache_write: 'tokens written to the cache',
  cache_write_1h: 'tokens written to the cache for an hour',
  reasoning_tokens: 'tokens of thought',
  audio_tokens: 'tokens of sound',
  vendor_part: 'content that only another dialect knows',
} as const;

export type RequestFeature = keyof typeof REQUEST_FEATURES;
export type ReplyFeature = keyof typeof REPLY_FEATURES;

/** How a dialect says one feature. */
export type Carriage =
  /** In a field of its own. `as`: the field, as callers of the dialect know it. */
  | { readonly how: 'carried'; readonly as: string }
  /** In other words that mean nearly the same; `note` says what becomes of it. */
  | { readonly how: 'mapped'; readonly as: string; readonly note: string }
  /** Not said; the answer means the same without it. */
  | { readonly how: 'dropped'; readonly note: string }
  /** Cannot be said, and the answer would mean something else without it. */
  | { readonly how: 'refused'; readonly note: string };

/** One dialect's whole table. Its `vendor_*` rows are about what only another dialect knows. */
export interface CarriageTable {
  readonly request: Readonly<Record<RequestFeature, Carriage>>;
  readonly reply: Readonly<Record<ReplyFeature, Exclude<Carriage, { how: 'refused' }>>>;
}

export const carried = (as: string): Carriage & { how: 'carried' } => ({ how: 'carried', as });
export const mapped = (as: string, note: string): Carriage & { how: 'mapped' } => ({
  how: 'mapped',
  as,
  note,
});
export const dropped = (note: string): Carriage & { how: 'dropped' } => ({ how: 'dropped', note });
export const refused = (note: string): Carriage & { how: 'refused' } => ({ how: 'refused', note });
