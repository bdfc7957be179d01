/** What the caller wants done, whatever the dialect. */
export const OPERATIONS = [
  'chat',
  'embeddings',
  'count_tokens',
  'completions',
  'moderations',
  'rerank',
  'image_generation',
  'image_edit',
  'speech',
  'transcription',
  'translation',
] as const;
/** One of `OPERATIONS`. */
export type Operation = (typeof OPERATIONS)[number];

/**
 * What a policy may match. Counting tokens goes with the conversation that it is about, so that both reach the same
 * targets.
 */
export const ENDPOINTS = OPERATIONS.filter((operation) => operation !== 'count_tokens');

/** The wire protocols that callers and providers speak, with what each is for. */
export const DIALECTS = {
  'openai-chat': 'chat',
  'openai-responses': 'chat',
  'anthropic-messages': 'chat',
  gemini: 'chat',
  'fairlead-form': 'chat',
  'openai-embeddings': 'embeddings',
  'gemini-embeddings': 'embeddings',
  'anthropic-count-tokens': 'count_tokens',
  'gemini-count-tokens': 'count_tokens',
  'openai-completions': 'completions',
  'openai-moderations': 'moderations',
  rerank: 'rerank',
  'openai-images': 'image_generation',
  'openai-image-edits': 'image_edit',
  'openai-speech': 'speech',
  'openai-transcriptions': 'transcription',
  'openai-translations': 'translation',
} as const satisfies Record<string, Operation>;

/** One of the host's own dialects, by its name. */
export type DialectName = keyof typeof DIALECTS;

/** The protocols of conversations: the gateway translates between any two of them. */
export const CONVERSATION_DIALECTS = [
  'openai-chat',
  'openai-responses',
  'anthropic-messages',
  'gemini',
] as const satisfies readonly DialectName[];
/** A dialect of conversations, by its name. */
export type ConversationDialect = (typeof CONVERSATION_DIALECTS)[number];

/** Whether it is one of conversations. */
export function isConversationDialect(name: DialectName): name is ConversationDialect {
  return (CONVERSATION_DIALECTS as readonly DialectName[]).includes(name);
}

/**
 * The intermediate form itself as a protocol, between the engine and providers that plugins serve in it: by `exchange`,
 * or by a dialect of their own. No caller speaks it.
 */
export const FORM_DIALECT = 'fairlead-form' satisfies DialectName;

/** In whose words something is that only its own vendor understands. */
export const FORM_ORIGINS = [...CONVERSATION_DIALECTS, FORM_DIALECT] as const;
/** One of `FORM_ORIGINS`. */
export type FormOrigin = (typeof FORM_ORIGINS)[number];
