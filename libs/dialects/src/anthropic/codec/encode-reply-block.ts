import {
  writeSignature,
  type Part,
  type ReasoningPart,
  type Signature,
  type ToolCallPart,
} from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { encodeCitations } from './citations.js';
import { inputObject } from './encode-block.js';
import { OWN, ownExtras } from './own.js';

/** One part of an answer, with every key that clients require; nothing for what has no word here. */
export function encodeReplyBlocks(part: Part): JsonObject[] {
  switch (part.kind) {
    case 'text': {
      const citations = encodeCitations(part.citations);
      const own = ownExtras(part);
      if (part.text === '' && citations.length === 0) return [];
      return [{ ...textBlock(part.text), ...(citations.length > 0 && { citations }), ...own }];
    }
    case 'refusal':
      return part.text === '' ? [] : [textBlock(part.text)];
    case 'reasoning':
      return encodeThought(part);
    case 'tool_call':
      return [...sealBefore(part), { ...callBlock(part), input: inputObject(part), ...ownExtras(part) }];
    case 'vendor':
      return part.dialect === OWN ? [part.value] : [];
    case 'media':
    case 'tool_result':
      return [];
  }
}

export function textBlock(text: string): JsonObject {
  return { type: 'text', text, citations: null };
}

/** Clients require a signature, also of thoughts that nobody signed. */
export function thoughtBlock(thinking: string, signature: Signature | undefined): JsonObject {
  return { type: 'thinking', thinking, signature: signature ? writeSignature(signature, OWN) : '' };
}

export function sealedBlock(sealed: Signature): JsonObject {
  return { type: 'redacted_thinking', data: writeSignature(sealed, OWN) };
}

/** As it begins: without an input. */
export function callBlock({ id, name }: ToolCallPart): JsonObject {
  return { type: 'tool_use', id, name, input: {}, caller: { type: 'direct' } };
}

/** Some vendors sign the call itself; here only thoughts can be sealed, so they stand before it. */
export function sealBefore({ signature }: ToolCallPart): JsonObject[] {
  return signature === undefined ? [] : [sealedBlock(signature)];
}

function encodeThought(part: ReasoningPart): JsonObject[] {
  const { text, signature, sealed } = part;
  const own = ownExtras(part);
  return [
    ...(text !== '' || signature !== undefined ? [{ ...thoughtBlock(text, signature), ...own }] : []),
    ...(sealed === undefined ? [] : [{ ...sealedBlock(sealed), ...own }]),
  ];
}
