import type { CallShape, Decoded } from '../../codec.js';
import type { Conversation } from '@fairlead/plugin-sdk';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { decoding, FieldReader } from '../../json/field-reader.js';
import { unlessEmpty } from '../objects.js';
import { camelCased } from './camel-case.js';
import { decodeContents, decodeInstruction } from './decode-contents.js';
import { decodeGenerationConfig } from './generation-config.js';
import { ownExtras } from './own-extras.js';
import { decodeToolChoice } from './tool-choice.js';
import { decodeTool } from './tools.js';

/** @param path of the request, where it stands inside another body */
export function decodeGeminiRequest(body: JsonObject, call: CallShape, path = ''): Decoded<Conversation> {
  return decoding(() => decodeBody(new FieldReader(camelCased(body), path), call));
}

function decodeBody(body: FieldReader, { model, stream }: CallShape): Conversation {
  // Some requests repeat the model of the URL, which is what counts.
  body.skip('model');
  const instruction = body.child('systemInstruction');
  const contents = body.need('contents', body.children('contents'));
  if (contents.length === 0) body.fail('contents', 'must not be empty.');
  const tools = body.children('tools')?.flatMap(decodeTool);
  const config = body.child('generationConfig');
  const { rest: configRest, ...settings } = config ? decodeGenerationConfig(config) : {};
  const toolConfig = body.child('toolConfig');
  const calling = toolConfig?.child('functionCallingConfig');
  const toolChoice = calling && decodeToolChoice(calling);
  const toolConfigRest = {
    ...toolConfig?.rest(),
    ...defined({ functionCallingConfig: calling?.rest() }),
  };
  return {
    model,
    stream,
    messages: [...(instruction ? [decodeInstruction(instruction)] : []), ...decodeContents(contents)],
    ...defined({ tools, toolChoice }),
    ...settings,
    ...defined({ serviceTier: decodeTier(body) }),
    ...ownExtras({
      ...body.rest(),
      ...defined({ generationConfig: configRest, toolConfig: unlessEmpty(toolConfigRest) }),
    }),
  };
}

/** `standard` is what others call `default`. */
function decodeTier(body: FieldReader): string | undefined {
  const tier = body.text('serviceTier');
  return tier === 'standard' ? 'default' : tier;
}
