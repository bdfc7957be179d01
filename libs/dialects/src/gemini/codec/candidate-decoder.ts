import type {
  BlockDelta,
  BlockPart,
  FinishReason,
  Part,
  ReasoningPart,
  StreamPart,
  TextPart,
  ToolCallPart,
} from '@fairlead/plugin-sdk';
import { asObject, type JsonObject } from '../../json/decode.js';
import { merged, objectsIn } from '../objects.js';
import type { Blocks } from './blocks.js';
import type { CallIds } from './call-ids.js';
import { choiceExtras, readCandidate } from './candidate-fields.js';
import { readCitations } from './citations.js';
import { decodeReplyPart } from './decode-reply.js';
import { decodeFinishReason } from './finish-reason.js';
import { decodeLogprobs } from './logprobs.js';
import { ownExtras } from './own-extras.js';
import { PartialArgs } from './partial-args.js';

/** One candidate of a stream: neighbouring pieces of one kind are one block. */
export class CandidateDecoder {
  /** The text or the thought that may still grow. */
  #open: { readonly block: number; readonly kind: 'text' | 'reasoning'; text: string } | undefined;
  /** A call whose input comes in pieces. */
  #call: { readonly part: ToolCallPart; readonly args: PartialArgs } | undefined;
  #hasCall = false;
  #fields: JsonObject = {};
  #reason: FinishReason | undefined;

  constructor(
    readonly index: number,
    readonly blocks: Blocks,
    readonly ids: CallIds,
  ) {}

  read(candidate: JsonObject): StreamPart[] {
    const { content: _content, ...fields } = candidate;
    this.#fields = merged(this.#fields, fields);
    const parts = readCandidate(candidate, this.index).wireParts.flatMap((part) => this.#part(part));
    return [...parts, ...this.#aside(candidate)];
  }

  /** The prompt was turned away. */
  block(): void {
    this.#reason = 'content_filter';
  }

  close(): StreamPart[] {
    return [...this.#closeCall(), ...this.#closeOpen()];
  }

  finish(): StreamPart {
    const said = readCandidate(this.#fields, this.index).finishReason;
    const reason = this.#reason ?? decodeFinishReason(said, this.#hasCall);
    const { logprobsResult: _logprobs, ...fields } = this.#fields;
    return {
      kind: 'finish',
      choice: this.index,
      finish: { reason },
      ...ownExtras(choiceExtras(fields, reason)),
    };
  }

  /** A call in pieces that never says it is over is, when another part comes or another call is named. */
  #part(wire: JsonObject): StreamPart[] {
    const call = asObject(wire['functionCall']);
    const goesOn = call === undefined ? wire['text'] === '' : call['name'] === undefined;
    const before = goesOn ? [] : this.#closeCall();
    if (call !== undefined && (this.#call !== undefined || call['willContinue'] === true)) {
      return [...before, ...this.#piece(wire, call)];
    }
    // The end of a call that is over already.
    if (call !== undefined && Object.keys(call).length === 0) return before;
    const parts = decodeReplyPart(wire, this.ids);
    // The seal of a text that grows comes behind it.
    if (parts.at(-1)?.kind === 'text') parts.reverse();
    return [...before, ...parts.flatMap((part) => this.#whole(part))];
  }

  /** A call in pieces: the first names it, the others fill it, and one that does not go on ends it. */
  #piece(wire: JsonObject, call: JsonObject): StreamPart[] {
    const { willContinue, partialArgs, ...rest } = call;
    if (this.#call === undefined) {
      const [part] = decodeReplyPart({ ...wire, functionCall: rest }, this.ids);
      if (part?.kind !== 'tool_call') return [];
      this.#call = { part, args: new PartialArgs() };
    }
    this.#call.args.add(objectsIn(partialArgs));
    return willContinue === true ? [] : this.#closeCall();
  }

  #closeCall(): StreamPart[] {
    if (this.#call === undefined) return [];
    const { part, args } = this.#call;
    this.#call = undefined;
    return this.#whole({ ...part, input: JSON.stringify(args.value) });
  }

  #whole(part: Part): StreamPart[] {
    switch (part.kind) {
      case 'text':
        return this.#grow(part, part.text === '' ? undefined : { text: part.text });
      case 'reasoning':
        if (part.sealed !== undefined) return this.#alone(part);
        return this.#thought(part);
      case 'tool_call':
        this.#hasCall = true;
        return this.#alone({ ...part, input: '' }, { text: part.input });
      case 'media':
      case 'vendor':
        return this.#alone(part);
      case 'refusal':
      case 'tool_result':
        return [];
    }
  }

  /** A thought that is signed is over: the signature proves it as it stands. */
  #thought(part: ReasoningPart): StreamPart[] {
    const { text, signature, ...rest } = part;
    const delta = { ...(text !== '' && { text }), ...(signature && { signature }) };
    const parts = this.#grow({ ...rest, text: '' }, Object.keys(delta).length === 0 ? undefined : delta);
    return signature === undefined ? parts : [...parts, ...this.#closeOpen()];
  }

  #grow(part: TextPart | ReasoningPart, delta: Omit<BlockDelta, 'kind' | 'block'> | undefined): StreamPart[] {
    if (delta === undefined && part.extras === undefined) return [];
    const opened = this.#open?.kind === part.kind ? [] : this.#openBlock(part);
    const open = this.#open;
    if (open === undefined || delta === undefined) return opened;
    open.text += delta.text ?? '';
    return [...opened, { kind: 'delta', block: open.block, ...delta }];
  }

  #openBlock(part: TextPart | ReasoningPart): StreamPart[] {
    const closed = this.#closeOpen();
    const block = this.blocks.next();
    this.#open = { block, kind: part.kind, text: '' };
    return [...closed, { kind: 'open', choice: this.index, block, part: { ...part, text: '' } }];
  }

  #closeOpen(): StreamPart[] {
    if (this.#open === undefined) return [];
    const { block } = this.#open;
    this.#open = undefined;
    return [{ kind: 'close', block }];
  }

  /** A block that is there at once. */
  #alone(part: BlockPart, delta?: { readonly text: string }): StreamPart[] {
    const block = this.blocks.next();
    return [
      ...this.#closeOpen(),
      { kind: 'open', choice: this.index, block, part },
      ...(delta ? [{ kind: 'delta' as const, block, ...delta }] : []),
      { kind: 'close', block },
    ];
  }

  /** Sources and probabilities stand beside the parts; they are said of the text that is open. */
  #aside(candidate: JsonObject): StreamPart[] {
    const open = this.#open;
    if (open?.kind !== 'text') return [];
    const citations = readCitations(candidate).map(({ citation }) => citation(open.text));
    const logprobs = decodeLogprobs(candidate['logprobsResult']);
    if (citations.length === 0 && logprobs === undefined) return [];
    return [
      {
        kind: 'delta',
        block: open.block,
        ...(citations.length > 0 && { citations }),
        ...(logprobs && { logprobs }),
      },
    ];
  }
}
