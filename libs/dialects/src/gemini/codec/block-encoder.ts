import type {
  BlockDelta,
  BlockPart,
  Citation,
  Signature,
  TextPart,
  TokenLogprob,
} from '@fairlead/plugin-sdk';
import type { JsonObject } from '../../json/decode.js';
import { encodeReplyPart } from './encode-reply-part.js';
import { encodeLogprobs } from './logprobs.js';

/** What one step of a block adds to a candidate. */
export interface Said {
  readonly parts: readonly JsonObject[];
  readonly logprobsResult?: JsonObject;
}

/**
 * One block of a stream. Texts and thoughts grow piece by piece; a call is only said whole; proof of a thought
 * follows it.
 */
export class BlockEncoder {
  #text = '';
  readonly #citations: Citation[] = [];
  #signature: Signature | undefined;
  #sealed: Signature | undefined;

  constructor(
    readonly choice: number,
    readonly part: BlockPart,
  ) {
    if (part.kind !== 'reasoning') return;
    this.#signature = part.signature;
    this.#sealed = part.sealed;
  }

  begin(): Said {
    const { kind } = this.part;
    return { parts: kind === 'media' || kind === 'vendor' ? encodeReplyPart(this.part) : [] };
  }

  grow({ text, citations, logprobs, signature, sealed }: BlockDelta): Said {
    this.#text += text ?? '';
    this.#citations.push(...(citations ?? []));
    this.#signature = signature ?? this.#signature;
    this.#sealed = sealed ?? this.#sealed;
    return { parts: text === undefined ? [] : this.#piece(text), ...probabilities(logprobs) };
  }

  end(): JsonObject[] {
    const { part } = this;
    if (part.kind === 'tool_call') return encodeReplyPart({ ...part, input: part.input + this.#text });
    if (part.kind !== 'reasoning') return [];
    const { signature: _signature, sealed: _sealed, ...thought } = part;
    return encodeReplyPart({
      ...thought,
      text: '',
      ...(this.#signature && { signature: this.#signature }),
      ...(this.#sealed && { sealed: this.#sealed }),
    });
  }

  /** What was said, with its sources; undefined for what is no text. */
  get text(): TextPart | undefined {
    if (this.part.kind !== 'text') return undefined;
    return { kind: 'text', text: this.#text, citations: this.#citations };
  }

  #piece(text: string): JsonObject[] {
    const { kind } = this.part;
    if (kind === 'tool_call' || kind === 'media' || kind === 'vendor' || text === '') return [];
    return [{ text, ...(kind === 'reasoning' && { thought: true }), ...this.part.extras?.gemini }];
  }
}

function probabilities(logprobs: readonly TokenLogprob[] | undefined): Pick<Said, 'logprobsResult'> {
  return logprobs === undefined ? {} : { logprobsResult: encodeLogprobs(logprobs) };
}
