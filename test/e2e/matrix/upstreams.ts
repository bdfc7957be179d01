import type { ConversationDialect } from '@fairlead/plugin-sdk';

/** What the gateway calls: a provider that speaks one dialect, and the model that leads to it. */
export interface Upstream {
  readonly dialect: ConversationDialect;
  readonly model: string;
  /** Whether its vendor has an API for embeddings. */
  readonly embeds: boolean;
  /** Whether it shows its thoughts without being asked to. */
  readonly showsThoughts: boolean;
}

export const UPSTREAMS: readonly Upstream[] = [
  { dialect: 'openai-chat', model: 'via-chat', embeds: true, showsThoughts: true },
  { dialect: 'openai-responses', model: 'via-responses', embeds: true, showsThoughts: false },
  { dialect: 'anthropic-messages', model: 'via-messages', embeds: false, showsThoughts: true },
  { dialect: 'gemini', model: 'via-gemini', embeds: true, showsThoughts: false },
];

/** The same provider in trouble: a model of its own for each kind, named after it. */
export const TROUBLES = {
  /** So slow that a caller can leave in the midst of an answer. */
  slow: { tokens_per_second: 10, output_tokens: 500 },
  /** The connection breaks in the midst of an answer, and not so soon that nothing of it was read. */
  cut: { fail_rate: '100%', fail_with: 'cut_stream', tokens_per_second: 500, output_tokens: 16 },
  /** The provider says in the midst of an answer that it has failed. */
  broken: { fail_rate: '100%', fail_with: 'error_in_stream' },
} as const;

export type Trouble = keyof typeof TROUBLES;

/** In good health, and in every kind of trouble. */
export const STATES: readonly (Trouble | undefined)[] = [undefined, ...(Object.keys(TROUBLES) as Trouble[])];

export function troubled(model: string, trouble: Trouble | undefined): string {
  return trouble === undefined ? model : `${model}-${trouble}`;
}
