import {
  readSignature,
  type Part,
  type ReasoningPart,
  type Signature,
  type ToolCallPart,
} from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import type { FieldReader } from '../../json/field-reader.js';
import { decodeContent } from './decode-content.js';
import { decodeImageItem } from './image-item.js';
import { keep, OWN } from './own.js';
import { joinPieces, pieceLengths } from './pieces.js';
import { spokenAs } from './turns.js';

/** What the model said, called, thought or had done for it: an item of a reply, or of an earlier turn in a request. */
export function decodeOutputItem(item: FieldReader): readonly Part[] {
  const type = item.text('type') ?? 'message';
  switch (type) {
    case 'message': {
      const parts = decodeContent(item, 'content');
      item.skip('type', 'role');
      return spokenAs(parts, item.rest() ?? {});
    }
    case 'function_call':
    case 'custom_tool_call':
      return [decodeCall(item, type === 'custom_tool_call')];
    case 'reasoning':
      return [decodeReasoning(item)];
    case 'image_generation_call':
      return [decodeImageItem(item) ?? vendorItem(item.object)];
    default:
      return [vendorItem(item.object)];
  }
}

export function vendorItem(value: JsonObject): Part {
  return { kind: 'vendor', dialect: OWN, value };
}

function decodeCall(item: FieldReader, custom: boolean): ToolCallPart {
  const call = {
    kind: 'tool_call' as const,
    id: item.need('call_id', item.text('call_id')),
    name: item.need('name', item.text('name')),
    input: item.text(custom ? 'input' : 'arguments') ?? '',
    ...(custom && { custom }),
  };
  item.skip('type');
  return { ...call, ...keep({ item: item.rest() }) };
}

/** Thoughts in full where they are there, else their summary; either may be sealed besides. */
function decodeReasoning(item: FieldReader): ReasoningPart {
  const full = pieces(item, 'content');
  const form = full.length > 0 ? 'content' : 'summary';
  const said = full.length > 0 ? full : pieces(item, 'summary');
  const id = item.text('id');
  const text = joinPieces(said);
  const cipher = item.text('encrypted_content') ?? '';
  item.skip('type');
  return {
    kind: 'reasoning',
    text,
    ...(form === 'summary' && text !== '' && { summary: true }),
    ...(id !== undefined && { id }),
    ...(cipher !== '' && unseal(cipher, text)),
    ...keep({ form, pieces: pieceLengths(said), item: unsaid(item, form, cipher) }),
  };
}

/** A foreign signature stands with the text it proves; without text it is itself what was thought. */
function unseal(cipher: string, text: string): { signature: Signature } | { sealed: Signature } {
  const signature = readSignature(cipher, OWN);
  return signature.origin !== OWN && text !== '' ? { signature } : { sealed: signature };
}

function pieces(item: FieldReader, key: string): string[] {
  return (item.children(key) ?? []).map((piece) => piece.text('text') ?? '');
}

/** The fields that the part does not say: a summary beside the thoughts in full, a cipher that is null. */
function unsaid(item: FieldReader, form: 'content' | 'summary', cipher: string): JsonObject | undefined {
  const { summary, content, encrypted_content } = item.object;
  return {
    ...item.rest(),
    ...(form === 'content' && summary !== undefined && { summary }),
    ...(form === 'summary' && content !== undefined && { content }),
    ...(cipher === '' && encrypted_content !== undefined && { encrypted_content }),
  };
}
