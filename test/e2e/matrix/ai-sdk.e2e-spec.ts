import { aiClient } from './clients/ai-sdk/ai-client.js';
import {
  AI_ANTHROPIC,
  AI_COMPATIBLE,
  AI_DEEPSEEK,
  AI_GOOGLE,
  AI_OPENAI_CHAT,
  AI_OPENAI_RESPONSES,
} from './clients/ai-sdk/ai-providers.js';
import { describeClients } from './describe-clients.js';

describeClients(
  [AI_OPENAI_CHAT, AI_OPENAI_RESPONSES, AI_COMPATIBLE, AI_DEEPSEEK, AI_ANTHROPIC, AI_GOOGLE].map(aiClient),
);
