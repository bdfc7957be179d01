import type { DialectName } from '@fairlead/plugin-sdk';
import { anthropicCountTokens } from './anthropic/anthropic-count-tokens.js';
import { anthropicMessages } from './anthropic/anthropic-messages.js';
import type { Dialect } from './dialect.js';
import { fairleadForm } from './fairlead-form/fairlead-form.js';
import { geminiCountTokens } from './gemini/gemini-count-tokens.js';
import { geminiEmbeddings } from './gemini/gemini-embeddings.js';
import { gemini } from './gemini/gemini.js';
import { openAiChat } from './openai/chat/openai-chat.js';
import { openAiEmbeddings } from './openai/openai-embeddings.js';
import { openAiResponses } from './openai/responses/openai-responses.js';

const ALL: readonly Dialect[] = [
  openAiChat,
  openAiResponses,
  anthropicMessages,
  gemini,
  fairleadForm,
  openAiEmbeddings,
  geminiEmbeddings,
  anthropicCountTokens,
  geminiCountTokens,
];

const BY_NAME: ReadonlyMap<DialectName, Dialect> = new Map(ALL.map((dialect) => [dialect.name, dialect]));

/** Undefined for a dialect that is passed through without being read. */
export function dialectOf(name: DialectName): Dialect | undefined {
  return BY_NAME.get(name);
}
