import type { DialectName, JsonObject } from '@fairlead/plugin-sdk';
import {
  anthropicCountTokens,
  geminiCountTokens,
  geminiEmbeddings,
  openAiCompletions,
  openAiEmbeddings,
  openAiImageEdits,
  openAiImages,
  openAiModerations,
  openAiSpeech,
  openAiTranscriptions,
  openAiTranslations,
  rerank,
  type Dialect,
} from '@fairlead/dialects';

/** A request in one dialect that is no conversation, and what the vendor answers: that is what the caller gets. */
export interface OperationExam {
  readonly dialect: Dialect;
  /** Of the request, besides the model. */
  readonly body: JsonObject;
  readonly reply: JsonObject | string;
  /** The request is a form, sent as it comes. */
  readonly form?: true;
  /** The caller's URL names the model, and its body does not. */
  readonly unnamed?: true;
}

const turns = { messages: [{ role: 'user', content: 'Ahoy?' }] };
const contents = { contents: [{ role: 'user', parts: [{ text: 'Ahoy?' }] }] };
const tokens = { prompt_tokens: 2, total_tokens: 2 };

const EXAMS: readonly OperationExam[] = [
  {
    dialect: openAiEmbeddings,
    body: { input: 'Ahoy' },
    reply: {
      object: 'list',
      model: 'kit-model',
      data: [{ object: 'embedding', index: 0, embedding: [0.5, -0.25] }],
      usage: tokens,
    },
  },
  {
    dialect: geminiEmbeddings,
    body: { content: { parts: [{ text: 'Ahoy' }] } },
    reply: { embedding: { values: [0.5, -0.25] } },
    unnamed: true,
  },
  { dialect: anthropicCountTokens, body: turns, reply: { input_tokens: 9 } },
  { dialect: geminiCountTokens, body: contents, reply: { totalTokens: 9 }, unnamed: true },
  {
    dialect: openAiCompletions,
    body: { prompt: 'Ahoy' },
    reply: { object: 'text_completion', choices: [{ index: 0, text: 'Aye.', finish_reason: 'stop' }] },
  },
  {
    dialect: openAiModerations,
    body: { input: 'Ahoy' },
    reply: { id: 'kit-1', model: 'kit-model', results: [{ flagged: false }] },
  },
  {
    dialect: rerank,
    body: { query: 'sea', documents: ['a ship', 'a tree'] },
    reply: { results: [{ index: 0, relevance_score: 0.9 }] },
  },
  { dialect: openAiImages, body: { prompt: 'A ship.' }, reply: { data: [{ b64_json: 'AAAA' }] } },
  { dialect: openAiSpeech, body: { input: 'Ahoy', voice: 'kit' }, reply: 'sound' },
  { dialect: openAiImageEdits, body: {}, reply: { data: [{ b64_json: 'AAAA' }] }, form: true },
  { dialect: openAiTranscriptions, body: {}, reply: { text: 'Ahoy' }, form: true },
  { dialect: openAiTranslations, body: {}, reply: { text: 'Ahoy' }, form: true },
];

/** Undefined for a conversation. */
export function operationExam(name: DialectName): OperationExam | undefined {
  return EXAMS.find(({ dialect }) => dialect.name === name);
}
