import type { JsonObject, MediaPart, Message, Part, ToolCallPart } from '@fairlead/plugin-sdk';
import { unsupported } from '../unsupported.js';

/** One message becomes one; of results of tools, each becomes one. Documents stand apart: see `documentsIn`. */
export function messagesOf({ role, parts }: Message): JsonObject[] {
  switch (role) {
    case 'system':
    case 'developer':
      return [{ role: 'system', content: contentOf(parts) }];
    case 'user':
      return [{ role, content: contentOf(parts) }];
    case 'assistant':
      return [assistant(parts)];
    case 'tool':
      return parts.flatMap(toolResult);
  }
}

function assistant(parts: readonly Part[]): JsonObject {
  const calls = parts.filter((part) => part.kind === 'tool_call');
  const thoughts = parts.flatMap((part) =>
    part.kind === 'reasoning' && part.text !== '' ? [part.text] : [],
  );
  const said = parts.filter(({ kind }) => kind !== 'tool_call' && kind !== 'reasoning');
  const content = contentOf(said);
  return {
    role: 'assistant',
    ...(content !== '' && { content }),
    // What led to calls is called their plan.
    ...(calls.length > 0 && { tool_calls: calls.map(toolCall) }),
    ...(calls.length > 0 && thoughts.length > 0 && { tool_plan: thoughts.join('\n\n') }),
  };
}

function toolCall({ id, name, input, custom }: ToolCallPart): JsonObject {
  if (custom) throw unsupported('call of a tool that takes text instead of JSON');
  return { id, type: 'function', function: { name, arguments: input === '' ? '{}' : input } };
}

function toolResult(part: Part): JsonObject[] {
  if (part.kind !== 'tool_result') return [];
  if (part.content.some(({ kind }) => kind !== 'text')) throw unsupported('result of a tool but text');
  return [{ role: 'tool', tool_call_id: part.callId, content: contentOf(part.content) }];
}

/** Plain text where there is nothing else: what every model takes. */
function contentOf(parts: readonly Part[]): string | JsonObject[] {
  const blocks = parts.flatMap(contentBlock);
  const texts = blocks.map((block) => block['text']);
  return texts.every((text) => typeof text === 'string') ? texts.join('\n\n') : blocks;
}

function contentBlock(part: Part): JsonObject[] {
  switch (part.kind) {
    case 'text':
    case 'refusal':
      return part.text === '' ? [] : [{ type: 'text', text: part.text }];
    case 'media':
      return media(part);
    case 'vendor':
      throw unsupported(`content that only ${part.dialect} knows`);
    default:
      return [];
  }
}

function media({ media: kind, source, mediaType = 'image/png', detail }: MediaPart): JsonObject[] {
  if (kind === 'document' && source.from === 'text') return [];
  if (kind !== 'image' || source.from === 'file' || source.from === 'text')
    throw unsupported(`${kind} of this kind`);
  const url = source.from === 'url' ? source.url : `data:${mediaType};base64,${source.base64}`;
  return [{ type: 'image_url', image_url: { url, ...(detail !== undefined && { detail }) } }];
}
