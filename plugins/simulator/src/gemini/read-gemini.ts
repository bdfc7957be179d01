import type { Ask } from '../ask/ask.js';
import { chooseTools } from '../ask/choose-tools.js';
import type { JsonMap } from '../json-map.js';
import type { Seal } from '../reply/seal.js';
import { isThirdGeneration } from './gemini-model.js';
import { proto, refuse } from './proto.js';
import { readContent, readContents, type Content } from './read-contents.js';
import { readGenerationConfig } from './read-generation-config.js';
import { readGeminiTools, readToolConfig } from './read-gemini-tools.js';

export const REQUEST_FIELDS = [
  'model',
  'contents',
  'systemInstruction',
  'tools',
  'toolConfig',
  'safetySettings',
  'generationConfig',
  'cachedContent',
  'serviceTier',
  'store',
];

export interface GeminiAsk extends Ask {
  readonly showsThought: boolean;
}

/** @throws RequestRefused when the API would refuse the request */
export function readGemini(body: JsonMap, model: string, seal: Seal): GeminiAsk {
  const given = proto(body, REQUEST_FIELDS, '');
  const contents = readContents(given['contents'], seal);
  if (isThirdGeneration(model)) checkSigned(contents);
  const system = given['systemInstruction'];
  const head = system === undefined ? [] : [readContent(system, 'system_instruction', seal)];
  const tools = readGeminiTools(given['tools']);
  const choice = readToolConfig(given, tools);
  const config = readGenerationConfig(given['generationConfig']);
  const toolText = tools.length > 0 ? JSON.stringify(given['tools']) : '';
  const promptText = toolText + textOf([...head, ...contents]);
  const calls = chooseTools({ tools, choice, parallel: true, askedText: askedText(contents) });
  return {
    ...config,
    promptText,
    cacheableText: promptText,
    calls,
    thinks: config.thinks || isThirdGeneration(model),
  };
}

const textOf = (contents: readonly Content[]): string =>
  contents.map(({ parts }) => parts.map(({ text }) => text).join('')).join('\n');

/** Empty once a function has answered: an agent's loop must come to an end. */
function askedText(contents: readonly Content[]): string {
  const last = contents.at(-1);
  if (
    last === undefined ||
    last.role === 'model' ||
    last.parts.some(({ kind }) => kind === 'functionResponse')
  )
    return '';
  return textOf([last]);
}

/** In the turn that is not over yet, the first call of each step must be signed. */
function checkSigned(contents: readonly Content[]): void {
  const begin = contents.findLastIndex(
    ({ role, parts }) => role !== 'model' && parts.some(({ kind }) => kind === 'text'),
  );
  for (const { parts } of contents.slice(begin + 1)) {
    const position = parts.findIndex(({ kind }) => kind === 'functionCall');
    const call = parts[position];
    if (call !== undefined && !call.signed)
      refuse(
        `Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call \`default_api:${call.functionName}\` , position ${position + 1}. Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details.`,
      );
  }
}
