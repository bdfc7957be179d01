import type { Conversation } from '@fairlead/plugin-sdk';
import { asObject, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { merged, unlessEmpty } from '../objects.js';
import { encodeContents, encodeInstruction } from './encode-contents.js';
import { encodeGenerationConfig } from './generation-config.js';
import { isThirdGeneration } from './generation.js';
import { encodeToolChoice } from './tool-choice.js';
import { encodeTools } from './tools.js';

/** Tiers that the vendor has besides its default. */
const TIERS = new Set(['flex', 'priority']);

export function encodeGeminiRequest(conversation: Conversation, model: string): JsonObject {
  const { generationConfig, toolConfig, ...rest } = conversation.extras?.gemini ?? {};
  const { serviceTier = '' } = conversation;
  return {
    ...encodePrompt(conversation, model),
    ...defined({
      toolConfig: encodeToolConfig(conversation, asObject(toolConfig) ?? {}),
      generationConfig: encodeGenerationConfig(conversation, model, asObject(generationConfig) ?? {}),
      serviceTier: TIERS.has(serviceTier) ? serviceTier : undefined,
    }),
    ...rest,
  };
}

/** What the model reads: turns, instructions, tools. A request of instructions alone has them as its turn. */
export function encodePrompt(conversation: Conversation, model: string): JsonObject {
  const isInstruction = ({ role }: { role: string }) => role === 'system' || role === 'developer';
  const turns = conversation.messages.filter((message) => !isInstruction(message));
  const instruction = encodeInstruction(conversation.messages.filter(isInstruction));
  const contents = encodeContents(turns, isThirdGeneration(model));
  const alone = contents.length === 0 && instruction !== undefined;
  return defined({
    contents: alone ? [{ ...instruction, role: 'user' }] : contents,
    systemInstruction: alone ? undefined : instruction,
    tools: unlessEmpty(encodeTools(conversation.tools ?? [])),
  });
}

function encodeToolConfig({ toolChoice, tools }: Conversation, rest: JsonObject): JsonObject | undefined {
  const callsFunctions = tools?.some(({ kind }) => kind === 'function') === true;
  const calling = toolChoice && callsFunctions ? encodeToolChoice(toolChoice) : undefined;
  return unlessEmpty(merged(defined({ functionCallingConfig: calling }), rest));
}
