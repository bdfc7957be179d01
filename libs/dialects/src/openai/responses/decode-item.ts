import { readSignature, type ReasoningPart, type Signature, type ToolCallPart } from '../../form/index.js';
import type { FieldReader } from '../../json/field-reader.js';
import { keep, OWN } from './own.js';
import { joinPieces, pieceLengths } from './pieces.js';

/** A call of a function or of a custom tool, in a request or in a reply. */
export function decodeCall(item: FieldReader, custom: boolean): ToolCallPart {
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
export function decodeReasoning(item: FieldReader): ReasoningPart {
  const full = pieces(item, 'content');
  const form = full.length > 0 ? 'content' : 'summary';
  const said = full.length > 0 ? full : pieces(item, 'summary');
  const id = item.text('id');
  const text = joinPieces(said);
  const cipher = item.text('encrypted_content') ?? '';
  item.skip('type', form);
  return {
    kind: 'reasoning',
    text,
    ...(form === 'summary' && text !== '' && { summary: true }),
    ...(id !== undefined && { id }),
    ...(cipher !== '' && unseal(cipher, text)),
    ...keep({ form, pieces: pieceLengths(said), item: withNulls(item, cipher) }),
  };
}

/** A foreign signature stands with the text it proves; without text it is itself what was thought. */
export function unseal(cipher: string, text: string): { signature: Signature } | { sealed: Signature } {
  const signature = readSignature(cipher, OWN);
  return signature.origin !== OWN && text !== '' ? { signature } : { sealed: signature };
}

function pieces(item: FieldReader, key: string): string[] {
  return (item.children(key) ?? []).map((piece) => piece.text('text') ?? '');
}

/** An absent cipher is written as null by some, and not at all by others. */
function withNulls(item: FieldReader, cipher: string): ReturnType<FieldReader['rest']> {
  const nothing = cipher === '' && 'encrypted_content' in item.object;
  return nothing ? { ...item.rest(), encrypted_content: item.object['encrypted_content'] } : item.rest();
}
