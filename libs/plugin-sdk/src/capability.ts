/** What a request may need of a model beyond text in and text out. */
export const CAPABILITIES = [
  /** Function calls. */
  'tools',
  /** Images in the prompt. */
  'vision',
  /** PDF and other files in the prompt. */
  'documents',
  /** Sound in the prompt or in the answer. */
  'audio',
  /** An answer that follows a JSON schema. */
  'json_schema',
  /** Thinking before the answer. */
  'reasoning',
  /** Going on from a last message of the assistant. */
  'prefill',
] as const;

/** One thing that a model may be able to do. */
export type Capability = (typeof CAPABILITIES)[number];
