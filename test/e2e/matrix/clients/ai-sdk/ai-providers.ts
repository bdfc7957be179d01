import { createAnthropic } from '@ai-sdk/anthropic';
import { createDeepSeek } from '@ai-sdk/deepseek';
import { createGoogle } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { Call } from '../../client.js';
import type { AiProvider } from './ai-client.js';

const v1 = ({ baseUrl, apiKey }: Call) => ({ baseURL: `${baseUrl}/v1`, apiKey });

export const AI_OPENAI_CHAT: AiProvider = {
  name: '@ai-sdk/openai: chat',
  asksForThoughts: false,
  model: (call) => createOpenAI(v1(call)).chat(call.model),
  thinkingOptions: { openai: { forceReasoning: true } },
  cannot: {
    thoughts: 'the package reads no thoughts from this API, which has no field for them at its own vendor',
    'thoughts, streamed':
      'the package reads no thoughts from this API, which has no field for them at its own vendor',
  },
};

export const AI_OPENAI_RESPONSES: AiProvider = {
  name: '@ai-sdk/openai: responses',
  asksForThoughts: true,
  model: (call) => createOpenAI(v1(call)).responses(call.model),
  thinkingOptions: { openai: { forceReasoning: true, reasoningSummary: 'auto', store: false } },
};

export const AI_COMPATIBLE: AiProvider = {
  name: '@ai-sdk/openai-compatible',
  asksForThoughts: false,
  model: (call) =>
    createOpenAICompatible({
      ...v1(call),
      name: 'gateway',
      includeUsage: true,
      supportsStructuredOutputs: true,
    }).chatModel(call.model),
};

export const AI_ANTHROPIC: AiProvider = {
  name: '@ai-sdk/anthropic',
  asksForThoughts: true,
  model: (call) => createAnthropic(v1(call))(call.model),
};

export const AI_GOOGLE: AiProvider = {
  name: '@ai-sdk/google',
  asksForThoughts: true,
  model: ({ baseUrl, apiKey, model }) => createGoogle({ baseURL: `${baseUrl}/v1beta`, apiKey })(model),
  thinkingOptions: { google: { thinkingConfig: { includeThoughts: true } } },
};

export const AI_DEEPSEEK: AiProvider = {
  name: '@ai-sdk/deepseek',
  asksForThoughts: false,
  model: (call) => createDeepSeek(v1(call))(call.model),
  cannot: {
    'structured output': 'the package puts the schema into words, which a simulated model does not obey',
    'structured output, streamed':
      'the package puts the schema into words, which a simulated model does not obey',
  },
};
