import { budgetTokensOf, type Conversation, type JsonObject } from '@fairlead/plugin-sdk';
import { cachePoint } from './cache-point.js';
import { refuseUnsaid } from './refuse-unsaid.js';
import { toolConfig } from './tool-config.js';
import { turnsOf } from './turns.js';

/**
 * The body of `Converse` and `ConverseStream`, which are the same. What it has no field for and the answer can do without
 * (a seed, penalties, biases) is left out.
 */
export function converseRequest(conversation: Conversation, model: string): JsonObject {
  refuseUnsaid(conversation);
  const { system, turns } = turnsOf(conversation.messages);
  if (conversation.cache !== undefined) turns.at(-1)?.content.push(...cachePoint(conversation.cache));
  return stated({
    messages: turns,
    system: system.length > 0 ? system : undefined,
    inferenceConfig: inferenceConfig(conversation),
    toolConfig: toolConfig(conversation),
    additionalModelRequestFields: additionalFields(conversation, model),
    outputConfig: outputConfig(conversation),
    requestMetadata: requestMetadata(conversation),
    serviceTier: serviceTier(conversation),
  });
}

function inferenceConfig({ maxOutputTokens, sampling, stop }: Conversation): JsonObject | undefined {
  const config = stated({
    maxTokens: maxOutputTokens,
    temperature: sampling?.temperature,
    topP: sampling?.topP,
    stopSequences: stop,
  });
  return Object.keys(config).length > 0 ? config : undefined;
}

/** What each maker of models calls otherwise. Of thoughts, only one lets the caller say how many there may be. */
function additionalFields({ reasoning, sampling }: Conversation, model: string): JsonObject | undefined {
  if (!/(^|[./])anthropic\./.test(model)) return undefined;
  const budget = reasoning && budgetTokensOf(reasoning);
  const fields = stated({
    top_k: sampling?.topK,
    thinking: budget === undefined || budget === 0 ? undefined : { type: 'enabled', budget_tokens: budget },
  });
  return Object.keys(fields).length > 0 ? fields : undefined;
}

function outputConfig({ output }: Conversation): JsonObject | undefined {
  if (output?.kind !== 'schema') return undefined;
  const { name = 'answer', description, schema } = output;
  const jsonSchema = stated({ name, description, schema: JSON.stringify(schema) });
  return { textFormat: { type: 'json_schema', structure: { jsonSchema } } };
}

function requestMetadata({ metadata = {} }: Conversation): JsonObject | undefined {
  const texts = Object.entries(metadata).filter(([, value]) => typeof value === 'string');
  return texts.length > 0 ? Object.fromEntries(texts) : undefined;
}

function serviceTier({ serviceTier: tier }: Conversation): JsonObject | undefined {
  return tier === 'priority' || tier === 'flex' || tier === 'default' ? { type: tier } : undefined;
}

function stated(fields: Readonly<Record<string, unknown>>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as JsonObject;
}
