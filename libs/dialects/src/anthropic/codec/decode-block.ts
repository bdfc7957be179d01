import { readSignature, type Part, type ReasoningPart } from '../../form/index.js';
import { defined } from '../../json/defined.js';
import type { FieldReader } from '../../json/field-reader.js';
import { decodeCache } from './cache-marker.js';
import { decodeCitation } from './citations.js';
import { decodeMedia } from './decode-media.js';
import { keep, OWN } from './own.js';

/** One content block of a request or of a reply; tools that the vendor runs are its own affair. */
export function decodeBlock(block: FieldReader): Part {
  const type = block.need('type', block.text('type'));
  switch (type) {
    case 'text':
      return decodeText(block);
    case 'image':
    case 'document':
      return decodeMedia(block, type);
    case 'thinking':
      return decodeThought(block);
    case 'redacted_thinking': {
      const sealed = readSignature(block.need('data', block.text('data')), OWN);
      return { kind: 'reasoning', text: '', sealed, ...keep(block.rest()) };
    }
    case 'tool_use':
      return decodeCall(block);
    case 'tool_result':
      return decodeResult(block);
    default:
      return { kind: 'vendor', dialect: OWN, value: block.object };
  }
}

/** Content is text alone, or blocks. */
export function decodeContent(holder: FieldReader): Part[] {
  const content = holder.raw('content');
  if (typeof content === 'string') return [{ kind: 'text', text: content }];
  return (holder.children('content') ?? []).map(decodeBlock);
}

function decodeText(block: FieldReader): Part {
  const citations = block.list('citations')?.map(decodeCitation);
  return {
    kind: 'text',
    text: block.need('text', block.text('text')),
    ...(citations && citations.length > 0 && { citations }),
    ...decodeCache(block),
    ...keep(block.rest()),
  };
}

/** Some clients have a field for the signature and nothing to put in it: such thoughts are unsigned. */
function decodeThought(block: FieldReader): ReasoningPart {
  const signature = block.text('signature');
  return {
    kind: 'reasoning',
    text: block.text('thinking') ?? '',
    ...(signature && { signature: readSignature(signature, OWN) }),
    ...keep(block.rest()),
  };
}

function decodeCall(block: FieldReader): Part {
  const input = block.raw('input');
  return {
    kind: 'tool_call',
    id: block.need('id', block.text('id')),
    name: block.need('name', block.text('name')),
    input: typeof input === 'string' ? input : JSON.stringify(input ?? {}),
    ...decodeCache(block),
    ...keep(block.rest()),
  };
}

function decodeResult(block: FieldReader): Part {
  return {
    kind: 'tool_result',
    callId: block.need('tool_use_id', block.text('tool_use_id')),
    content: decodeContent(block),
    ...defined({ failed: block.flag('is_error') }),
    ...decodeCache(block),
    ...keep(block.rest()),
  };
}
