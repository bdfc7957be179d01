import { ChatAnthropic } from '@langchain/anthropic';
import { ChatGoogleGenerativeAI } from '@langchain/google-genai';
import { ChatOpenAI } from '@langchain/openai';
import type { AIMessage, AIMessageChunk } from '@langchain/core/messages';
import type { Ask } from '../../ask.js';
import type { Call, Client } from '../../client.js';

type ChatModel = ChatOpenAI | ChatAnthropic | ChatGoogleGenerativeAI;

/** Sealed thoughts come along only where they are asked for. */
const THINKING_RESPONSES = {
  reasoning: { effort: 'low', summary: 'auto' },
  include: ['reasoning.encrypted_content'],
};

/** A model class of the library. */
export interface ChainModel {
  readonly name: string;
  readonly finishes: Client['finishes'];
  readonly asksForThoughts: boolean;
  /** What the model is told when it is made, and not with each request. */
  readonly model: (call: Call, settings: Pick<Ask, 'maxTokens' | 'thinks'>) => ChatModel;
  /** Why an answer ended, by what the class leaves in it. */
  readonly finishOf: (message: AIMessage | AIMessageChunk) => unknown;
  readonly miscountsStreams?: true;
  readonly cannot?: Client['cannot'];
}

export const CHAIN_OPENAI_CHAT: ChainModel = {
  name: '@langchain/openai: chat',
  asksForThoughts: false,
  finishes: { stop: 'stop', tools: 'tool_calls', length: 'length' },
  model: (call, { maxTokens, thinks }) =>
    new ChatOpenAI({
      ...common(call, maxTokens),
      useResponsesApi: false,
      configuration: { baseURL: `${call.baseUrl}/v1` },
      ...(thinks && { modelKwargs: { reasoning_effort: 'low' } }),
    }),
  finishOf: ({ response_metadata }) => response_metadata['finish_reason'],
};

export const CHAIN_OPENAI_RESPONSES: ChainModel = {
  name: '@langchain/openai: responses',
  asksForThoughts: true,
  finishes: { stop: 'completed', tools: 'completed', length: 'incomplete' },
  model: (call, { maxTokens, thinks }) =>
    new ChatOpenAI({
      ...common(call, maxTokens),
      useResponsesApi: true,
      // Without it the library names items by ids, which only the provider that kept them can know.
      zdrEnabled: true,
      configuration: { baseURL: `${call.baseUrl}/v1` },
      ...(thinks && { modelKwargs: THINKING_RESPONSES }),
    }),
  finishOf: ({ response_metadata }) => response_metadata['status'],
};

export const CHAIN_ANTHROPIC: ChainModel = {
  name: '@langchain/anthropic',
  asksForThoughts: true,
  // It reads the prompt's tokens from the first event alone, and adds the last one's to the first one's.
  miscountsStreams: true,
  finishes: { stop: 'end_turn', tools: 'tool_use', length: 'max_tokens' },
  model: (call, { maxTokens, thinks }) =>
    new ChatAnthropic({
      ...common(call, maxTokens ?? 4096),
      anthropicApiUrl: call.baseUrl,
      ...(thinks && { thinking: { type: 'enabled', budget_tokens: 1024 } }),
    }),
  // Where it stands depends on whether the answer was streamed.
  finishOf: ({ response_metadata, additional_kwargs }) =>
    response_metadata['stop_reason'] ?? additional_kwargs['stop_reason'],
};

const TAKES_ERRORS_FOR_CHUNKS = 'the library below takes the error event for an empty chunk';

export const CHAIN_GOOGLE: ChainModel = {
  name: '@langchain/google-genai',
  asksForThoughts: true,
  finishes: { stop: 'STOP', tools: 'STOP', length: 'MAX_TOKENS' },
  model: (call, { maxTokens, thinks }) =>
    new ChatGoogleGenerativeAI({
      model: call.model,
      apiKey: call.apiKey,
      maxRetries: 0,
      baseUrl: call.baseUrl,
      ...(maxTokens !== undefined && { maxOutputTokens: maxTokens }),
      ...(thinks && { thinkingConfig: { includeThoughts: true, thinkingBudget: 1024 } }),
    }),
  finishOf: ({ response_metadata }) => response_metadata['finishReason'],
  cannot: {
    'a provider that breaks off': TAKES_ERRORS_FOR_CHUNKS,
    'a provider that fails in the midst': TAKES_ERRORS_FOR_CHUNKS,
    'leaving in the midst': 'the library below then rejects a promise that it gives nobody to catch',
  },
};

function common({ model, apiKey }: Call, maxTokens: number | undefined) {
  return { model, apiKey, maxRetries: 0, ...(maxTokens !== undefined && { maxTokens }) };
}
