import type { Part, ReasoningPart, ToolCallPart, ToolResultPart } from '../../form/index.js';
import { parseObject, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { encodeCache } from './cache-marker.js';
import { isReturnable, ownCitations } from './citations.js';
import { encodeMedia } from './encode-media.js';
import { OWN, ownExtras } from './own.js';

/** One part of a request; nothing for what may not stand there. @param side of the message it is in */
export function encodeBlock(part: Part, side: 'user' | 'assistant'): JsonObject[] {
  switch (part.kind) {
    case 'text':
    case 'refusal':
      return encodeText(part);
    case 'media':
      // The model's own pictures cannot be shown to it again.
      return side === 'user' ? encodeMedia(part) : [];
    case 'tool_call':
      return [encodeCall(part)];
    case 'tool_result':
      return [encodeResult(part)];
    case 'reasoning':
      return encodeThought(part);
    case 'vendor':
      return part.dialect === OWN ? [part.value] : [];
  }
}

/** Text alone where there is nothing else to say. */
export function contentOf(blocks: readonly JsonObject[]): string | readonly JsonObject[] {
  const [{ type, text, ...rest } = {}] = blocks;
  const plain = blocks.length === 1 && type === 'text' && Object.keys(rest).length === 0;
  return plain ? (text as string) : blocks;
}

/** The object that the text of an input is; what cannot be read is an empty one, since nothing else is taken. */
export function inputObject({ input, custom }: ToolCallPart): JsonObject {
  return custom === true ? { input } : (parseObject(input) ?? {});
}

/** Empty text is refused. */
function encodeText(part: Part & { kind: 'text' | 'refusal' }): JsonObject[] {
  if (part.text === '') return [];
  const citations = part.kind === 'text' ? ownCitations(part.citations).filter(isReturnable) : [];
  return [
    {
      type: 'text',
      text: part.text,
      ...(citations.length > 0 && { citations }),
      ...encodeCache(part),
      ...ownExtras(part),
    },
  ];
}

function encodeCall(part: ToolCallPart): JsonObject {
  return {
    type: 'tool_use',
    id: callId(part.id),
    name: part.name,
    input: inputObject(part),
    ...encodeCache(part),
    ...ownExtras(part),
  };
}

function encodeResult(part: ToolResultPart): JsonObject {
  const content = part.content.flatMap((inner) => encodeBlock(inner, 'user'));
  return {
    type: 'tool_result',
    tool_use_id: callId(part.callId),
    ...(content.length > 0 && { content: contentOf(content) }),
    ...defined({ is_error: part.failed }),
    ...encodeCache(part),
    ...ownExtras(part),
  };
}

/** Thoughts are taken back with this vendor's own signature only. */
function encodeThought({ text, signature, sealed, extras }: ReasoningPart): JsonObject[] {
  const own = ownExtras({ ...(extras && { extras }) });
  return [
    ...(signature?.origin === OWN
      ? [{ type: 'thinking', thinking: text, signature: signature.value, ...own }]
      : []),
    ...(sealed?.origin === OWN ? [{ type: 'redacted_thinking', data: sealed.value, ...own }] : []),
  ];
}

/** Ids may be made of fewer characters here than elsewhere; the call's and its result's change alike. */
function callId(id: string): string {
  return id.replace(/[^a-zA-Z0-9_-]/g, '_');
}
