import type { BlockDelta, BlockPart, Part, StreamPart } from '../../form/index.js';
import { readSignature } from '../../form/index.js';
import { asObject, asText, type JsonObject } from '../../json/decode.js';
import { decodeCitation } from './citations.js';
import { decodeReplyBlock } from './decode-reply.js';
import { OWN } from './own.js';

type Growth = Omit<BlockDelta, 'kind' | 'block'>;

/** One block of the wire, from its start to its stop. */
export class BlockFollower {
  readonly #part: BlockPart;

  constructor(
    readonly block: number,
    wire: JsonObject,
  ) {
    this.#part = blockPart(wire);
  }

  /** @returns its opening, and what it had said at once */
  open(): StreamPart[] {
    const { part, said } = emptied(this.#part);
    const open: StreamPart = { kind: 'open', choice: 0, block: this.block, part };
    return said === undefined ? [open] : [open, { kind: 'delta', block: this.block, ...said }];
  }

  grow(delta: JsonObject): StreamPart[] {
    const said = this.#part.kind === 'vendor' ? { extras: { [OWN]: delta } } : readDelta(delta);
    return said === undefined ? [] : [{ kind: 'delta', block: this.block, ...said }];
  }
}

function readDelta(delta: JsonObject): Growth | undefined {
  const text = asText(delta['text']) ?? asText(delta['thinking']) ?? asText(delta['partial_json']);
  if (text !== undefined) return { text };
  const signature = asText(delta['signature']);
  if (signature !== undefined) return { signature: readSignature(signature, OWN) };
  return asObject(delta['citation']) && { citations: [decodeCitation(delta['citation'])] };
}

/** A call that has named its tool and nothing else yet has an empty input, not an empty object. */
function blockPart(wire: JsonObject): BlockPart {
  const part: Part = decodeReplyBlock(wire);
  if (part.kind === 'tool_result') return { kind: 'vendor', dialect: OWN, value: wire };
  return part.kind === 'tool_call' && part.input === '{}' ? { ...part, input: '' } : part;
}

/** Blocks begin empty; what one brings at its start is its first delta. */
function emptied(part: BlockPart): { part: BlockPart; said: Growth | undefined } {
  switch (part.kind) {
    case 'text': {
      const { text, citations, ...empty } = part;
      const said = { ...(text !== '' && { text }), ...(citations && { citations }) };
      return { part: { ...empty, text: '' }, said: unlessNothing(said) };
    }
    case 'reasoning': {
      const { text, signature, ...empty } = part;
      const said = { ...(text !== '' && { text }), ...(signature && { signature }) };
      return { part: { ...empty, text: '' }, said: unlessNothing(said) };
    }
    case 'tool_call':
      return { part: { ...part, input: '' }, said: part.input === '' ? undefined : { text: part.input } };
    default:
      return { part, said: undefined };
  }
}

function unlessNothing(said: Growth): Growth | undefined {
  return Object.keys(said).length === 0 ? undefined : said;
}
