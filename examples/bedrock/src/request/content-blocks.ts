import {
  Fault,
  type JsonObject,
  type Part,
  type ReasoningPart,
  type ToolCallPart,
  type ToolResultPart,
} from '@fairlead/plugin-sdk';
import { SIGNED_BY } from '../signed-by.js';
import { unsupported } from '../unsupported.js';
import { cachePoint } from './cache-point.js';
import { mediaBlock } from './media-block.js';

/** Parts of one turn as content blocks, with a cache point behind each that is marked. */
export function contentBlocks(parts: readonly Part[]): JsonObject[] {
  return parts.flatMap((part) => [...blocksOf(part), ...cachePoint(part.cache)]);
}

function blocksOf(part: Part): JsonObject[] {
  switch (part.kind) {
    case 'text':
    case 'refusal':
      // A blank text is refused.
      return part.text.trim() === '' ? [] : [{ text: part.text }];
    case 'media':
      return [mediaBlock(part)];
    case 'tool_call':
      return [toolUse(part)];
    case 'tool_result':
      return [toolResult(part)];
    case 'reasoning':
      return reasoning(part);
    case 'vendor':
      throw unsupported(`content that only ${part.dialect} knows`);
  }
}

function toolUse({ id, name, input, custom }: ToolCallPart): JsonObject {
  if (custom) throw unsupported('call of a tool that takes text instead of JSON');
  return { toolUse: { toolUseId: id, name, input: objectIn(input) } };
}

function objectIn(input: string): JsonObject {
  if (input.trim() === '') return {};
  try {
    return JSON.parse(input) as JsonObject;
  } catch {
    throw new Fault('bad_request', 'the input of a tool call is not JSON');
  }
}

function toolResult({ callId, content, failed }: ToolResultPart): JsonObject {
  const blocks = contentBlocks(content);
  return {
    toolResult: {
      toolUseId: callId,
      content: blocks.length > 0 ? blocks : [{ text: '(no output)' }],
      ...(failed && { status: 'error' }),
    },
  };
}

/** Thoughts go back only to whom has signed or sealed them; others would not be believed. */
function reasoning({ text, signature, sealed }: ReasoningPart): JsonObject[] {
  if (sealed?.origin === SIGNED_BY) return [{ reasoningContent: { redactedContent: sealed.value } }];
  if (signature?.origin !== SIGNED_BY) return [];
  return [{ reasoningContent: { reasoningText: { text, signature: signature.value } } }];
}
