import type { BlockDelta, BlockPart, Finish, StreamPart } from '../../form/index.js';
import { asArray, asObject, asText, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { decodeLogprobs } from '../logprobs.js';
import { audioType } from './audio-format.js';
import type { BlockCounter } from './block-counter.js';
import { CallBlocks } from './call-blocks.js';
import { decodeAnnotations } from './citations.js';
import { decodeSaid } from './decode-reply.js';
import { decodeReasoning } from './decode-reasoning.js';
import { decodeFinish } from './finish.js';
import { isMark, MARK } from './reasoning-details.js';

/** Follows one choice of a stream. */
export class ChoiceDecoder {
  finished = false;
  readonly #calls: CallBlocks;
  #open: { readonly kind: 'text' | 'reasoning' | 'refusal'; readonly block: number } | undefined;
  #audio = '';

  constructor(
    readonly index: number,
    readonly counter: BlockCounter,
  ) {
    this.#calls = new CallBlocks(index, counter);
  }

  read(choice: JsonObject): StreamPart[] {
    const delta = asObject(choice['delta']) ?? asObject(choice['message']) ?? {};
    const logprobs = asObject(choice['logprobs'])?.['content'];
    const finish = decodeFinish(choice['finish_reason']);
    return [
      ...this.#thoughts(delta),
      ...this.#said(delta, Array.isArray(logprobs) ? logprobs : []),
      ...this.#say('refusal', asText(delta['refusal'])),
      ...this.#callsOf(delta),
      ...this.#sound(asObject(delta['audio'])),
      ...(finish === undefined ? [] : this.end(finish)),
    ];
  }

  /** Once: some servers repeat the finish reason in the chunk of the usage. */
  end(finish: Finish): StreamPart[] {
    if (this.finished) return [];
    this.finished = true;
    return [
      ...this.#close(),
      ...this.#calls.closeAll(),
      ...this.#soundDone(),
      { kind: 'finish', choice: this.index, finish },
    ];
  }

  #thoughts(delta: JsonObject): StreamPart[] {
    return decodeReasoning(delta).flatMap(({ text, signature, sealed, id }) => {
      if (sealed !== undefined) {
        const block = this.counter.next++;
        const part: BlockPart = defined({ kind: 'reasoning' as const, text: '', sealed, id });
        return [
          ...this.#close(),
          { kind: 'open', choice: this.index, block, part },
          { kind: 'close', block },
        ];
      }
      const said = this.#say('reasoning', text);
      if (signature === undefined || isMark(signature) || this.#open === undefined) return said;
      return [...said, { kind: 'delta', block: this.#open.block, signature }];
    });
  }

  #said(delta: JsonObject, logprobs: readonly unknown[]): StreamPart[] {
    const parts = decodeSaid(delta['content']);
    const said = parts.flatMap((part, index) =>
      part.kind === 'text' || part.kind === 'reasoning'
        ? this.#say(
            part.kind,
            part.text,
            index === 0 && logprobs.length > 0 ? { logprobs: decodeLogprobs(logprobs) } : {},
          )
        : [],
    );
    const citations = decodeAnnotations(delta['annotations']);
    if (citations.length === 0) return said;
    const opened = this.#open?.kind === 'text' ? [] : this.#openBlock('text');
    return [...said, ...opened, { kind: 'delta', block: this.#open!.block, citations }];
  }

  #say(
    kind: 'text' | 'reasoning' | 'refusal',
    text: string | undefined,
    more: Partial<BlockDelta> = {},
  ): StreamPart[] {
    if (text === undefined || text === '') return [];
    const opened = this.#open?.kind === kind ? [] : this.#openBlock(kind);
    return [...opened, { kind: 'delta', block: this.#open!.block, text, ...more }];
  }

  #openBlock(kind: 'text' | 'reasoning' | 'refusal'): StreamPart[] {
    const closed = this.#close();
    const block = this.counter.next++;
    this.#open = { kind, block };
    return [...closed, { kind: 'open', choice: this.index, block, part: { kind, text: '' } }];
  }

  /** Thoughts of a server of this dialect bear its mark from their end on. */
  #close(): StreamPart[] {
    if (this.#open === undefined) return [];
    const { kind, block } = this.#open;
    this.#open = undefined;
    const marked: StreamPart[] = kind === 'reasoning' ? [{ kind: 'delta', block, signature: MARK }] : [];
    return [...marked, { kind: 'close', block }];
  }

  #callsOf(delta: JsonObject): StreamPart[] {
    const calls = asArray(delta['tool_calls']).map((call) => asObject(call) ?? {});
    const single = asObject(delta['function_call']);
    const parts = [
      ...calls.flatMap((call, position) => this.#calls.read(call, position)),
      ...(single ? this.#calls.readSingle(single) : []),
    ];
    return parts.length === 0 ? [] : [...this.#close(), ...parts];
  }

  /** Sound is whole only at the end; its words come as they are spoken. */
  #sound(audio: JsonObject | undefined): StreamPart[] {
    this.#audio += asText(audio?.['data']) ?? '';
    return this.#say('text', asText(audio?.['transcript']));
  }

  #soundDone(): StreamPart[] {
    if (this.#audio === '') return [];
    const block = this.counter.next++;
    const part: BlockPart = {
      kind: 'media',
      media: 'audio',
      source: { from: 'data', base64: this.#audio },
      mediaType: audioType('pcm16'),
    };
    return [
      { kind: 'open', choice: this.index, block, part },
      { kind: 'close', block },
    ];
  }
}
