import type { Conversation, Dialect, StreamReading } from '@fairlead/dialects';
import { encodeDraft } from '../lanes/encode-draft.js';
import type { Lane, LaneReply, LaneRequest, StreamLane } from '../lanes/lane.js';
import type { Translation } from '../lanes/translation.js';
import { ContinuedStream } from './continued-stream.js';
import type { Delivered } from './delivered.js';
import { OverlapSeam, SpliceSeam } from './seam.js';

/** How the second target is asked: to go on from what the caller has, or for the whole answer once more. */
export type ContinuationMode = 'prefill' | 'splice';

/** Asks a second target for the rest of an answer, and gives it to the caller as if the first had gone on. */
export class ContinuationLane implements Lane {
  readonly passes = false;
  readonly dropped: readonly string[] = [];

  /** @param lane of the target for a whole answer */
  constructor(
    readonly lane: Lane,
    readonly translation: Translation,
    readonly delivered: Delivered,
    readonly mode: ContinuationMode,
  ) {}

  get dialect(): Dialect {
    return this.lane.dialect;
  }

  request(model: string): LaneRequest {
    if (this.mode === 'splice') return this.lane.request(model);
    const { there, context } = this.translation;
    return encodeDraft(there, withPrefill(context.conversation, this.#prefill()), model);
  }

  reply(): LaneReply {
    throw new Error('an answer that is not a stream has no second half');
  }

  openStream(_reading: StreamReading): StreamLane {
    const { there, here, context } = this.translation;
    const encoder = here.openEncoder(context);
    for (const part of this.delivered.parts) encoder.write(part);
    const { text } = this.delivered;
    const seam =
      this.mode === 'splice'
        ? new SpliceSeam(text)
        : new OverlapSeam(text, text.slice(this.#prefill().length));
    return new ContinuedStream(there.openDecoder(), encoder, seam, this.delivered);
  }

  /** Some providers refuse a last message that ends in white space. */
  #prefill(): string {
    return this.delivered.text.trimEnd();
  }
}

/** A caller's own prefill and what was said after it are one message. */
function withPrefill(conversation: Conversation, text: string): Conversation {
  const { messages } = conversation;
  const part = { kind: 'text', text } as const;
  const last = messages.at(-1);
  const prefilled =
    last?.role === 'assistant'
      ? [...messages.slice(0, -1), { ...last, parts: [...last.parts, part] }]
      : [...messages, { role: 'assistant', parts: [part] } as const];
  return { ...conversation, messages: prefilled };
}
