import type { EncodingContext, StreamEncoder } from '../../codec.js';
import type { DialectError } from '../../dialect-error.js';
import type {
  BlockDelta,
  BlockOpen,
  BlockPart,
  ReasoningPart,
  ReplyUsage,
  StreamPart,
} from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { openAiErrorEvent } from '../error.js';
import { writeLogprobs } from '../logprobs.js';
import { writeAnnotation } from './citations.js';
import { encodeImage, writeTier } from './encode-reply.js';
import { writeFinish } from './finish.js';
import { ownExtras, withOwn } from './own.js';
import { writeDetail } from './reasoning-details.js';
import { carriers } from './signed-calls.js';
import { writeUsage } from './write-usage.js';

const TERMINATOR = 'data: [DONE]\n\n';

interface Block {
  readonly choice: number;
  part: BlockPart;
  /** Of a call: its place among the calls of its choice. */
  readonly callIndex: number;
  text: string;
}

/** Writes chat completion chunks. Every chunk repeats who speaks; the usage is shown to callers that asked for it. */
export class ChatEncoder implements StreamEncoder {
  #head: JsonObject;
  readonly #blocks = new Map<number, Block>();
  /** Choices that have said their role, with the number of their calls. */
  readonly #calls = new Map<number, number>();
  #usage: ReplyUsage | undefined;

  constructor(readonly context: EncodingContext) {
    this.#head = this.#headOf({ kind: 'start' });
  }

  write(part: StreamPart): string {
    switch (part.kind) {
      case 'start':
        this.#head = this.#headOf(part);
        return this.#role(0);
      case 'open':
        return this.#open(part);
      case 'delta':
        return this.#delta(part);
      case 'finish':
        return (
          this.#role(part.choice) +
          this.#chunk(part.choice, {}, withOwn({ finish_reason: writeFinish(part.finish) }, part))
        );
      case 'usage':
        this.#usage = part.usage;
        return '';
      case 'end':
        return this.#lastWord(part) + TERMINATOR;
      case 'close':
        return this.#close(part.block);
    }
  }

  error(error: DialectError): string {
    return Buffer.from(openAiErrorEvent(error)).toString('utf8');
  }

  #headOf(start: StreamPart & { kind: 'start' }): JsonObject {
    const { seed, nowS, conversation } = this.context;
    return {
      id: start.id ?? `chatcmpl-${seed}`,
      object: 'chat.completion.chunk',
      created: start.createdS ?? nowS,
      model: start.model ?? conversation.model,
      ...defined({ service_tier: start.serviceTier && writeTier(start.serviceTier) }),
      ...ownExtras(start),
    };
  }

  #role(choice: number): string {
    if (this.#calls.has(choice)) return '';
    this.#calls.set(choice, 0);
    return this.#chunk(choice, { role: 'assistant', content: '', refusal: null });
  }

  #open({ choice, block, part }: BlockOpen): string {
    const role = this.#role(choice);
    const callIndex = this.#calls.get(choice)!;
    this.#blocks.set(block, { choice, part, callIndex, text: part.kind === 'tool_call' ? part.input : '' });
    const [carrier] = part.kind === 'tool_call' ? carriers([part]) : [];
    return (
      role +
      (carrier ? this.#detail(choice, carrier, block) : '') +
      this.#begin(choice, part, callIndex) +
      this.#grow(block, 'text' in part ? part.text : '')
    );
  }

  #begin(choice: number, part: BlockPart, index: number): string {
    if (part.kind === 'media' && part.media === 'image')
      return this.#chunk(choice, { images: [encodeImage(part)] });
    if (part.kind !== 'tool_call') return '';
    this.#calls.set(choice, index + 1);
    const { id, name, input, custom } = part;
    const held = custom
      ? { type: 'custom', custom: { name, input } }
      : { type: 'function', function: { name, arguments: input } };
    return this.#chunk(choice, { tool_calls: [{ index, id, ...held }] });
  }

  #delta({ block, text = '', citations, logprobs, signature, sealed }: BlockDelta): string {
    const open = this.#blocks.get(block);
    if (open === undefined) return '';
    const grown = this.#grow(
      block,
      text,
      logprobs ? { logprobs: { content: writeLogprobs(logprobs), refusal: null } } : {},
    );
    if (open.part.kind === 'reasoning') open.part = { ...open.part, ...defined({ signature, sealed }) };
    const annotations =
      citations?.flatMap((citation) => writeAnnotation(citation, open.text.length) ?? []) ?? [];
    return grown + (annotations.length > 0 ? this.#chunk(open.choice, { annotations }) : '');
  }

  #close(number: number): string {
    const open = this.#blocks.get(number);
    switch (open?.part.kind) {
      case 'tool_call':
        // Clients parse the arguments of a call even if it has none.
        return open.text === '' && !open.part.custom ? this.#grow(number, '{}') : '';
      case 'reasoning':
        // With the thoughts once more: a caller that sends only details back sends all that is needed.
        return this.#detail(open.choice, { ...open.part, text: open.text }, number);
      default:
        return '';
    }
  }

  #detail(choice: number, part: Omit<ReasoningPart, 'kind'>, index: number): string {
    const detail = writeDetail(part, index);
    return detail ? this.#chunk(choice, { reasoning_details: [detail] }) : '';
  }

  #grow(number: number, text: string, beside: JsonObject = {}): string {
    const open = this.#blocks.get(number)!;
    const { choice, part, callIndex: index } = open;
    if (text === '' && beside['logprobs'] === undefined) return '';
    open.text += text;
    switch (part.kind) {
      case 'text':
        return this.#chunk(choice, { content: text }, beside);
      case 'reasoning':
        return this.#chunk(choice, { reasoning_content: text });
      case 'refusal':
        return this.#chunk(choice, { refusal: text });
      case 'tool_call': {
        const held = part.custom ? { custom: { input: text } } : { function: { arguments: text } };
        return this.#chunk(choice, { tool_calls: [{ index, ...held }] });
      }
      case 'media':
      case 'vendor':
        return '';
    }
  }

  #chunk(index: number, delta: JsonObject, beside: JsonObject = {}): string {
    return this.#event([{ index, delta, logprobs: null, finish_reason: null, ...beside }], null);
  }

  #lastWord(end: StreamPart & { kind: 'end' }): string {
    if (!this.#wantsUsage || this.#usage === undefined) return '';
    this.#head = withOwn(this.#head, end);
    return this.#event([], writeUsage(this.#usage));
  }

  get #wantsUsage(): boolean {
    return this.context.conversation.includeUsage === true;
  }

  /** With usage asked for, every chunk has the field, as the vendor's do. */
  #event(choices: readonly JsonObject[], usage: JsonObject | null): string {
    const chunk = { ...this.#head, choices, ...(this.#wantsUsage && { usage }) };
    return `data: ${JSON.stringify(chunk)}\n\n`;
  }
}
