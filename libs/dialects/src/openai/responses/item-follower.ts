import type { BlockPart, Part, ReasoningPart, StreamPart } from '../../form/index.js';
import { asText, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { decoding, FieldReader } from '../../json/field-reader.js';
import { BlockFollower, type Grown } from './block-follower.js';
import { decodeContentPart } from './decode-content.js';
import { decodeItemOf } from './decode-reply.js';
import { keep, OWN, ownExtras } from './own.js';
import { BETWEEN_PIECES } from './pieces.js';

/** Follows one output item: its content parts are blocks of their own, everything else is one block. */
export class ItemFollower {
  readonly #blocks = new Map<number, BlockFollower>();
  /** Of a message: what its first block bears. */
  #fields: JsonObject | undefined;
  #id: string | undefined;
  #piece = 0;
  #form: 'summary' | 'content' | undefined;

  constructor(
    readonly nextBlock: () => number,
    readonly say: (part: StreamPart) => void,
  ) {}

  get kinds(): BlockPart[] {
    return [...this.#blocks.values()].map(({ part }) => part);
  }

  begin(item: JsonObject): void {
    const { type, status: _status, content: _content, role: _role, ...fields } = item;
    if (type === 'message') this.#fields = fields;
    this.#id = asText(fields['id']);
    if (type !== 'function_call' && type !== 'custom_tool_call') return;
    const [call] = decodeItemOf({ type, ...fields });
    if (call?.kind !== 'tool_call') return;
    const { input: text, ...part } = call;
    this.#open(0, { ...part, input: '' }).grow({ text });
  }

  beginPart(at: number, part: JsonObject): void {
    if (part['type'] === 'output_text') this.#block(at, { kind: 'text', text: '' });
    if (part['type'] === 'refusal') this.#block(at, { kind: 'refusal', text: '' });
  }

  grow(at: number, part: BlockPart, grown: Grown): void {
    this.#block(at, part).grow(grown);
  }

  /** A call that was never announced has no name, and waits for the event that says the whole. */
  growCall(text: string): void {
    this.#blocks.get(0)?.grow({ text });
  }

  /** The thoughts or their summary, whichever comes first: the other says the same. */
  think(form: 'summary' | 'content', piece: number, text: string): void {
    this.#form ??= form;
    if (this.#form !== form) return;
    const part = {
      kind: 'reasoning' as const,
      text: '',
      id: this.#id,
      summary: form === 'summary' || undefined,
    };
    const block = this.#block(0, { ...defined(part), ...keep({ form }) });
    if (piece > this.#piece) block.grow({ text: BETWEEN_PIECES });
    this.#piece = Math.max(piece, this.#piece);
    block.grow({ text });
  }

  endThoughts(): void {
    const block = this.#blocks.get(0);
    if (block?.part.kind === 'reasoning') block.close();
  }

  settlePart(at: number, value: JsonObject): void {
    if (value['type'] === 'reasoning_text') return;
    const decoded = decoding(() => decodeContentPart(new FieldReader(value)));
    if (decoded.ok) this.#settle(at, decoded.value);
  }

  /** The item is whole: what was not said of it is said now, and its blocks are closed. */
  settle(parts: readonly Part[]): void {
    parts.forEach((part, at) => this.#settle(at, part));
    this.close();
  }

  close(): void {
    for (const block of this.#blocks.values()) block.close();
  }

  #settle(at: number, part: Part): void {
    if (part.kind === 'tool_result') return;
    const block = this.#blocks.get(at) ?? this.#open(at, this.#empty(at, part));
    if (part.kind === 'reasoning') this.#settleThoughts(block, part);
    else block.settle(part);
  }

  #settleThoughts(block: BlockFollower, whole: ReasoningPart): void {
    const { id, sealed } = whole;
    // What was followed in one form is not known in the other.
    const known = ownExtras(whole)['form'] === ownExtras(block.part)['form'];
    if (block.isOpen) return block.settle(known ? whole : { ...whole, text: '', extras: {} });
    // Their end was taken for granted when the next item began; the seal came only now.
    if (sealed === undefined) return;
    const seal = { kind: 'reasoning', text: '', sealed, ...(id !== undefined && { id }) } as const;
    new BlockFollower(this.nextBlock(), { ...seal, ...keep({ form: 'summary' }) }, this.say).close();
  }

  #block(at: number, part: BlockPart): BlockFollower {
    const known = this.#blocks.get(at);
    if (known !== undefined) return known;
    // A message says its parts one after the other.
    this.close();
    return this.#open(at, part);
  }

  #open(at: number, part: BlockPart): BlockFollower {
    const fields = at === 0 && this.#fields;
    const marked = fields ? { ...part, extras: { [OWN]: { ...ownExtras(part), item: fields } } } : part;
    const block = new BlockFollower(this.nextBlock(), marked, this.say);
    this.#blocks.set(at, block);
    return block;
  }

  /** The part as it is before anything of it was said. */
  #empty(at: number, part: BlockPart): BlockPart {
    const own = keep({ form: ownExtras(part)['form'], item: at === 0 ? ownExtras(part)['item'] : undefined });
    switch (part.kind) {
      case 'text':
      case 'refusal':
        return { kind: part.kind, text: '', ...own };
      case 'reasoning':
        return defined({ kind: 'reasoning' as const, text: '', id: part.id, summary: part.summary, ...own });
      case 'tool_call':
        return { ...part, input: '' };
      default:
        return part;
    }
  }
}
