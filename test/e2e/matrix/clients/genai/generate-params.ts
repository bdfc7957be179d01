import { FunctionCallingConfigMode, type Content, type GenerateContentConfig } from '@google/genai';
import type { Ask } from '../../ask.js';
import { toolSpecs } from '../../tools.js';

export interface GenerateParams {
  readonly model: string;
  readonly contents: Content[];
  readonly config: GenerateContentConfig;
}

export function generateParams(model: string, ask: Ask, signal?: AbortSignal): GenerateParams {
  const { system, before, prompt, maxTokens } = ask;
  const functionDeclarations = toolSpecs(ask.tools).map(({ parameters, ...spec }) => ({
    ...spec,
    parametersJsonSchema: parameters,
  }));
  const mode = ask.mustCall ? FunctionCallingConfigMode.ANY : FunctionCallingConfigMode.AUTO;
  return {
    model,
    contents: [...(before ? [turn('user', before[0]), turn('model', before[1])] : []), turn('user', prompt)],
    config: {
      ...(system && { systemInstruction: system }),
      ...(functionDeclarations.length > 0 && {
        tools: [{ functionDeclarations }],
        toolConfig: { functionCallingConfig: { mode } },
      }),
      ...(maxTokens !== undefined && { maxOutputTokens: maxTokens }),
      ...(ask.thinks && { thinkingConfig: { includeThoughts: true, thinkingBudget: 1024 } }),
      ...(signal && { abortSignal: signal }),
    },
  };
}

function turn(role: 'user' | 'model', text: string): Content {
  return { role, parts: [{ text }] };
}
