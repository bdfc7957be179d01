import type {
  BlockDelta,
  BlockPart,
  Finish,
  ReasoningPart,
  RefusalPart,
  StreamPart,
  TextPart,
} from '../../form/index.js';
import { asArray, asObject, asText, type JsonObject } from '../../json/decode.js';
import { decodeLogprobs } from '../logprobs.js';
import { audioType } from './audio-format.js';
import type { BlockCounter } from './block-counter.js';
import { CallBlocks } from './call-blocks.js';
import { decodeAnnotations } from './citations.js';
import { decodeSaid } from './decode-reply.js';
import { decodeReasoning } from './decode-reasoning.js';
import { decodeFinish } from './finish.js';
import { keep } from './own.js';
import { isMark, MARK } from './reasoning-details.js';

type Spoken = Pick<TextPart | ReasoningPart | RefusalPart, 'kind'> &
  Partial<Pick<ReasoningPart, 'id' | 'summary' | 'extras'>>;

/** Follows one choice of a stream. */
export class ChoiceDecoder {
  finished = false;
  readonly #calls: CallBlocks;
  /** `marked`: thoughts without a signature that a server of this dialect can have back. */
  #open: { readonly kind: Spoken['kind']; readonly block: number; marked: boolean; text: string } | undefined;
  #audio = '';

  constructor(
    readonly index: number,
    readonly counter: BlockCounter,
    replyId: string,
  ) {
    this.#calls = new CallBlocks(index, counter, replyId);
  }

  /** What comes behind the end belongs to nothing. */
  read(choice: JsonObject): StreamPart[] {
    if (this.finished) return [];
    const delta = asObject(choice['delta']) ?? asObject(choice['message']) ?? {};
    const logprobs = asObject(choice['logprobs'])?.['content'];
    const finish = decodeFinish(choice['finish_reason']);
    return [
      ...this.#thoughts(delta),
      ...this.#said(delta, Array.isArray(logprobs) ? logprobs : []),
      ...this.#say({ kind: 'refusal' }, asText(delta['refusal'])),
      ...this.#callsOf(delta),
      ...this.#sound(asObject(delta['audio'])),
      ...(finish === undefined ? [] : this.end(finish, keptOf(choice))),
    ];
  }

  /** Once: some servers repeat the finish reason in the chunk of the usage. */
  end(finish: Finish, kept: JsonObject = {}): StreamPart[] {
    if (this.finished) return [];
    this.finished = true;
    return [
      ...this.#close(),
      ...this.#calls.closeAll(),
      ...this.#soundDone(),
      { kind: 'finish', choice: this.index, finish, ...keep(kept) },
    ];
  }

  #thoughts(delta: JsonObject): StreamPart[] {
    return decodeReasoning(delta).flatMap((part) => {
      const { text, signature, sealed, ...about } = part;
      if (sealed !== undefined) return [...this.#close(), ...this.#whole(part)];
      const proven = signature !== undefined && !isMark(signature);
      const said = proven && this.#repeats(text) ? [] : this.#say(about, text);
      const open = this.#open;
      // A signature without the thoughts that it proves is worth nothing.
      if (signature === undefined || open?.kind !== 'reasoning') return said;
      open.marked = !proven;
      return proven ? [...said, { kind: 'delta', block: open.block, signature }, ...this.#close()] : said;
    });
  }

  /** Some servers say thoughts once more with their signature, for callers who send only that piece back. */
  #repeats(text: string): boolean {
    return this.#open?.kind === 'reasoning' && this.#open.text === text;
  }

  #whole(part: BlockPart): StreamPart[] {
    const block = this.counter.next++;
    return [
      { kind: 'open', choice: this.index, block, part },
      { kind: 'close', block },
    ];
  }

  #said(delta: JsonObject, logprobs: readonly unknown[]): StreamPart[] {
    const parts = decodeSaid(delta['content']);
    const said = parts.flatMap((part, index) =>
      part.kind === 'text' || part.kind === 'reasoning'
        ? this.#say(
            { kind: part.kind },
            part.text,
            index === 0 && logprobs.length > 0 ? { logprobs: decodeLogprobs(logprobs) } : {},
          )
        : [],
    );
    const citations = decodeAnnotations(delta['annotations']);
    if (citations.length === 0) return said;
    const opened = this.#open?.kind === 'text' ? [] : this.#openBlock({ kind: 'text' });
    return [...said, ...opened, { kind: 'delta', block: this.#open!.block, citations }];
  }

  #say(part: Spoken, text: string | undefined, more: Partial<BlockDelta> = {}): StreamPart[] {
    if (text === undefined || text === '') return [];
    const opened = this.#open?.kind === part.kind ? [] : this.#openBlock(part);
    const open = this.#open!;
    open.text += text;
    return [...opened, { kind: 'delta', block: open.block, text, ...more }];
  }

  #openBlock(part: Spoken): StreamPart[] {
    const closed = this.#close();
    const block = this.counter.next++;
    this.#open = { kind: part.kind, block, marked: false, text: '' };
    return [...closed, { kind: 'open', choice: this.index, block, part: { ...part, text: '' } }];
  }

  #close(): StreamPart[] {
    if (this.#open === undefined) return [];
    const { block, marked } = this.#open;
    this.#open = undefined;
    const mark: StreamPart[] = marked ? [{ kind: 'delta', block, signature: MARK }] : [];
    return [...mark, { kind: 'close', block }];
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
    return this.#say({ kind: 'text' }, asText(audio?.['transcript']));
  }

  #soundDone(): StreamPart[] {
    if (this.#audio === '') return [];
    const source = { from: 'data', base64: this.#audio } as const;
    return this.#whole({ kind: 'media', media: 'audio', source, mediaType: audioType('pcm16') });
  }
}

/** What else the last piece of a choice says. */
function keptOf({
  index: _,
  delta: _delta,
  message: _message,
  logprobs: _logprobs,
  ...rest
}: JsonObject): JsonObject {
  return rest;
}
