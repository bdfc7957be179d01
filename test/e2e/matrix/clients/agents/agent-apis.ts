import { OpenAIChatCompletionsModel, OpenAIResponsesModel } from '@openai/agents';
import type { AgentApi } from './agent-client.js';

/** Vendors have two names for the field that the API itself lacks. */
const OTHER_FIELD = 'the library reads thoughts from `reasoning`, not from `reasoning_content`';

export const AGENT_CHAT: AgentApi = {
  name: 'chat completions',
  asksForThoughts: false,
  model: (client, name) => new OpenAIChatCompletionsModel(client, name),
  cannot: { thoughts: OTHER_FIELD, 'thoughts, streamed': OTHER_FIELD },
};

export const AGENT_RESPONSES: AgentApi = {
  name: 'responses',
  asksForThoughts: true,
  model: (client, name) => new OpenAIResponsesModel(client, name),
  // Sealed thoughts come along only where they are asked for.
  extraFields: { include: ['reasoning.encrypted_content'] },
};
