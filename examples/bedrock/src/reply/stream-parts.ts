import { BlockWriter, Fault, type StreamPart } from '@fairlead/plugin-sdk';

import { citationOf } from './citation-of.js';
import type { ConverseEvent } from './converse-reply.js';
import { finishOf } from './finish-of.js';
import { sealedThoughts, toolCall } from './opened-parts.js';
import { SIGNED_BY } from '../signed-by.js';
import { usageOf } from './usage-of.js';

type Delta = NonNullable<ConverseEvent['delta']>;
type ThoughtsDelta = NonNullable<Delta['reasoningContent']>;

const TEXT = { kind: 'text', text: '' } as const;
const THOUGHTS = { kind: 'reasoning', text: '' } as const;

/** Follows the events of `ConverseStream`. */
export class StreamParts {
  readonly #blocks = new BlockWriter();
  #stopped = false;

  /** @param name of the event, as its headers say it; one that is unknown adds nothing */
  read(name: string, event: ConverseEvent): StreamPart[] {
    const { contentBlockIndex: index = 0, start, usage } = event;
    switch (name) {
      case 'messageStart':
        return [{ kind: 'start' }];
      case 'contentBlockStart':
        return start?.toolUse === undefined ? [] : this.#blocks.open(index, toolCall(start.toolUse));
      case 'contentBlockDelta':
        return this.#delta(index, event.delta ?? {});
      case 'contentBlockStop':
        return this.#blocks.close(index);
      case 'messageStop':
        this.#stopped = true;
        return [
          ...this.#blocks.closeAll(),
          { kind: 'finish', choice: 0, finish: finishOf(event.stopReason) },
        ];
      case 'metadata':
        return usage === undefined ? [] : [{ kind: 'usage', usage: { tokens: usageOf(usage) } }];
      default:
        return [];
    }
  }

  /** The connection has ended. @throws Fault `stream_broken` when the answer has not */
  end(): StreamPart[] {
    if (!this.#stopped) throw new Fault('stream_broken', 'the stream ended before the answer did');
    return [{ kind: 'end' }];
  }

  #delta(index: number, delta: Delta): StreamPart[] {
    const { text, toolUse, reasoningContent, citation } = delta;
    if (text !== undefined) return this.#blocks.grow(index, TEXT, { text });
    if (citation !== undefined) return this.#blocks.grow(index, TEXT, { citations: [citationOf(citation)] });
    if (toolUse !== undefined) {
      return this.#blocks.grow(index, toolCall({ toolUseId: '', name: '' }), { text: toolUse.input ?? '' });
    }
    return reasoningContent === undefined ? [] : this.#thoughts(index, reasoningContent);
  }

  #thoughts(index: number, { text, signature, redactedContent }: ThoughtsDelta): StreamPart[] {
    if (redactedContent !== undefined) return this.#blocks.open(index, sealedThoughts(redactedContent));
    if (signature === undefined) return this.#blocks.grow(index, THOUGHTS, { text: text ?? '' });
    return this.#blocks.grow(index, THOUGHTS, { signature: { origin: SIGNED_BY, value: signature } });
  }
}
