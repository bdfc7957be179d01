import type { CallShape, Decoded } from '../../codec.js';
import type { Conversation } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { decoding, FieldReader } from '../../json/field-reader.js';
import { THREAD } from '../threads.js';
import { decodeCache } from './cache-marker.js';
import { decodeMessages, decodeSystem } from './decode-messages.js';
import { decodeReasoning } from './decode-thinking.js';
import { decodeFormat } from './output-format.js';
import { keep, unlessEmpty } from './own.js';
import { decodeSampling } from './sampling.js';
import { decodeTier } from './service-tier.js';
import { decodeToolChoice } from './tool-choice.js';
import { decodeTool } from './tools.js';

export function decodeRequest(body: JsonObject, call: CallShape): Decoded<Conversation> {
  return decoding(() => read(new FieldReader(body), call));
}

function read(body: FieldReader, call: CallShape): Conversation {
  if (body.raw(THREAD) !== undefined)
    body.fail(THREAD, 'is kept by a provider of this dialect alone: send the whole conversation.');
  const outputConfig = body.child('output_config');
  const format = outputConfig?.child('format') ?? body.child('output_format');
  const metadata = body.child('metadata');
  const choice = body.child('tool_choice');
  const oneCall = choice?.flag('disable_parallel_tool_use');
  const decoded = defined({
    model: body.text('model') ?? call.model,
    stream: body.flag('stream') ?? call.stream,
    messages: [...decodeSystem(body), ...decodeMessages(body)],
    tools: body.children('tools')?.map(decodeTool),
    toolChoice: choice && decodeToolChoice(choice),
    parallelToolCalls: oneCall === undefined ? undefined : !oneCall,
    maxOutputTokens: body.count('max_tokens'),
    sampling: decodeSampling(body),
    stop: body.texts('stop_sequences'),
    reasoning: decodeReasoning(body, outputConfig),
    output: format && decodeFormat(format),
    serviceTier: decodeTier(body.text('service_tier')),
    user: metadata?.text('user_id'),
  });
  return {
    ...decoded,
    ...decodeCache(body),
    ...keep({
      ...body.rest(),
      output_config: unlessEmpty(outputConfig?.rest()),
      metadata: unlessEmpty(metadata?.rest()),
    }),
  };
}
