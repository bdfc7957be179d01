import type { Message, Part, ReasoningPart, ToolCallPart, ToolResultPart } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { encodeContent, encodeContentParts } from './encode-content.js';
import { writeImageItem } from './image-item.js';
import { OWN, ownExtras, ownGroup } from './own.js';
import { callItem, reasoningItem } from './write-items.js';

/** Messages as the items of `input`, in order. A part that has no place in this dialect is left out. */
export function encodeItems(messages: readonly Message[]): JsonObject[] {
  const customCalls = new Set(
    messages.flatMap(({ parts }) => parts.flatMap((part) => (isCustomCall(part) ? part.id : []))),
  );
  return messages.flatMap((message) => encodeMessage(message, customCalls));
}

function isCustomCall(part: Part): part is ToolCallPart {
  return part.kind === 'tool_call' && part.custom === true;
}

function encodeMessage(message: Message, customCalls: ReadonlySet<string>): JsonObject[] {
  const items: JsonObject[] = [];
  let content: Part[] = [];
  const speak = (): void => {
    if (content.length > 0) items.push(messageItem(message, content));
    content = [];
  };
  for (const part of message.parts) {
    if (isContent(part, message)) {
      if ('item' in ownExtras(part)) speak();
      content.push(part);
      continue;
    }
    speak();
    const item = encodePart(part, customCalls);
    if (item !== undefined) items.push(item);
  }
  speak();
  return items;
}

/** Stands in a message item, not beside it. */
function isContent(part: Part, { role }: Message): boolean {
  if (part.kind === 'vendor') return part.dialect === OWN && 'part' in ownExtras(part);
  // The assistant's pictures are the results of a tool.
  if (part.kind === 'media') return role !== 'assistant' && /image|document/.test(part.media);
  return part.kind === 'text' || part.kind === 'refusal';
}

function messageItem(message: Message, content: readonly Part[]): JsonObject {
  const type = 'message';
  if (message.role !== 'assistant') {
    const role = message.role === 'tool' ? 'user' : message.role;
    return { type, role, content: encodeContent(content, 'input_text'), ...ownExtras(message) };
  }
  const own = ownGroup(content[0]!, 'item');
  // With an id it is the message as the provider sent it, whose content is always a list.
  const encode = 'id' in own ? encodeContentParts : encodeContent;
  return { type, role: 'assistant', content: encode(content, 'output_text'), ...own };
}

function encodePart(part: Part, customCalls: ReadonlySet<string>): JsonObject | undefined {
  switch (part.kind) {
    case 'tool_call':
      return callItem(part);
    case 'tool_result':
      return resultItem(part, part.custom === true || customCalls.has(part.callId));
    case 'reasoning':
      return isOwn(part) ? reasoningItem(part) : undefined;
    case 'media':
      return writeImageItem(part);
    case 'vendor':
      return part.dialect === OWN ? part.value : undefined;
    default:
      return undefined;
  }
}

/** Thoughts of this dialect's provider; it does not know what to do with those of another. */
function isOwn(part: ReasoningPart): boolean {
  if (part.signature !== undefined) return false;
  return part.sealed === undefined ? 'form' in ownExtras(part) : part.sealed.origin === OWN;
}

function resultItem(part: ToolResultPart, custom: boolean): JsonObject {
  return {
    type: custom ? 'custom_tool_call_output' : 'function_call_output',
    call_id: part.callId,
    output: encodeContent(part.content, 'input_text'),
    ...ownGroup(part, 'item'),
  };
}
