import type { EncodingContext, StreamEncoder } from '../../codec.js';
import type { DialectError } from '../../dialect-error.js';
import type { BlockOpen, Reply, ReplyUsage, StreamFinish, StreamPart, TextPart } from '@fairlead/plugin-sdk';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { geminiErrorText } from '../error.js';
import { blockReason } from '../candidate.js';
import { BlockEncoder, type Said } from './block-encoder.js';
import { encodeCitations } from './citations.js';
import { encodeFinishReason } from './finish-reason.js';
import { writeReplyHead } from './reply-head.js';
import { encodeUsage } from './reply-usage.js';

/**
 * Writes whole reply objects, each with what is new. Reasons and usage come together at the end, as the vendor has
 * them; there is no terminator.
 */
export class GeminiStreamEncoder implements StreamEncoder {
  readonly #blocks = new Map<number, BlockEncoder>();
  readonly #finishes: StreamFinish[] = [];
  /** The texts of each choice: their sources are said with its reason. */
  readonly #texts = new Map<number, TextPart[]>();
  #head: Omit<Reply, 'choices' | 'usage'> = {};
  #usage: ReplyUsage | undefined;

  constructor(readonly context: EncodingContext) {}

  write(part: StreamPart): string {
    switch (part.kind) {
      case 'start': {
        const { kind: _kind, ...head } = part;
        this.#head = head;
        return '';
      }
      case 'open':
        return this.#open(part);
      case 'delta': {
        const block = this.#blocks.get(part.block);
        return block === undefined ? '' : this.#say(block, block.grow(part));
      }
      case 'close': {
        const block = this.#blocks.get(part.block);
        this.#blocks.delete(part.block);
        return block === undefined ? '' : this.#close(block);
      }
      case 'finish':
        this.#finishes.push(part);
        return '';
      case 'usage':
        this.#usage = part.usage;
        return '';
      case 'end':
        return this.#end(part.extras?.gemini);
    }
  }

  error(error: DialectError): string {
    return `data: ${geminiErrorText(error)}\n\n`;
  }

  #open({ block, choice, part }: BlockOpen): string {
    const encoder = new BlockEncoder(choice, part);
    this.#blocks.set(block, encoder);
    return this.#say(encoder, encoder.begin());
  }

  #close(block: BlockEncoder): string {
    const { choice, text } = block;
    if (text !== undefined) this.#texts.set(choice, [...(this.#texts.get(choice) ?? []), text]);
    return this.#say(block, { parts: block.end() });
  }

  #say({ choice }: BlockEncoder, { parts, logprobsResult }: Said): string {
    if (parts.length === 0 && logprobsResult === undefined) return '';
    const fields = defined({ logprobsResult });
    return this.#event({ candidates: [{ content: { parts, role: 'model' }, index: choice, ...fields }] });
  }

  /** A prompt that was turned away has no candidates, and the head says why. */
  #end(late: JsonObject | undefined): string {
    const turnedAway = blockReason({ ...this.#head.extras?.gemini, ...late });
    const candidates = this.#finishes.map((finish) => this.#finished(finish));
    const tier = this.#head.serviceTier;
    const usage = this.#usage && { ...defined({ serviceTier: tier }), ...encodeUsage(this.#usage) };
    return this.#event({
      ...(turnedAway === undefined && { candidates }),
      ...defined({ usageMetadata: usage }),
      ...late,
    });
  }

  #finished({ choice, finish, extras }: StreamFinish): JsonObject {
    const own = extras?.gemini ?? {};
    const texts = 'groundingMetadata' in own ? [] : (this.#texts.get(choice) ?? []);
    return {
      content: { parts: [{ text: '' }], role: 'model' },
      finishReason: encodeFinishReason(finish.reason),
      index: choice,
      ...defined({ citationMetadata: encodeCitations(texts) }),
      ...own,
    };
  }

  #event(chunk: JsonObject): string {
    const { seed, conversation } = this.context;
    return `data: ${JSON.stringify({ ...chunk, ...writeReplyHead(this.#head, seed, conversation.model) })}\n\n`;
  }
}
