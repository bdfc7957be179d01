import { BlockWriter, type PartDecoder, type StreamPart, type WireEvent } from '@fairlead/plugin-sdk';
import type { ChatEvent } from './chat-reply.js';
import { citationsOf } from './citation-of.js';
import { finishOf } from './finish-of.js';
import { usageOf } from './usage-of.js';
import { withoutNulls } from './without-nulls.js';

const TEXT = { kind: 'text', text: '' } as const;
const THOUGHTS = { kind: 'reasoning', text: '' } as const;

type Message = NonNullable<NonNullable<ChatEvent['delta']>['message']>;

/** Follows one stream. Content, plan and calls count their blocks apart. */
export class EventDecoder implements PartDecoder {
  readonly #blocks = new BlockWriter<string>();

  /** The text that was spoken last. Sources are told behind it, at times when it has ended. */
  #text: string | undefined;

  read({ json = {} }: WireEvent): StreamPart[] {
    const { type, id, index = 0, delta = {} } = withoutNulls(json) as ChatEvent;
    const { message = {} } = delta;
    switch (type) {
      case 'message-start':
        return [{ kind: 'start', ...(id !== undefined && { id }) }];
      case 'tool-plan-delta':
        return this.#blocks.grow('plan', THOUGHTS, { text: message.tool_plan ?? '' });
      case 'content-start':
        return [...this.#closeText(), ...this.#content(`content ${index}`, message)];
      case 'content-delta':
        return this.#content(`content ${index}`, message);
      case 'content-end':
        return this.#text === `content ${index}` ? [] : this.#blocks.close(`content ${index}`);
      case 'citation-start':
        return this.#cited(message);
      case 'tool-call-start':
        return [...this.#closeText(), ...this.#blocks.close('plan'), ...this.#call(`call ${index}`, message)];
      case 'tool-call-delta':
        return this.#call(`call ${index}`, message);
      case 'tool-call-end':
        return this.#blocks.close(`call ${index}`);
      case 'message-end':
        return this.#end(delta);
      default:
        return [];
    }
  }

  #content(key: string, { content = {} }: Message): StreamPart[] {
    const { type, thinking, text = thinking } = content;
    const part = type === 'thinking' || thinking !== undefined ? THOUGHTS : TEXT;
    if (part === TEXT) this.#text = key;
    // A block begins empty: that is no word yet.
    return text ? this.#blocks.grow(key, part, { text }) : this.#blocks.open(key, part);
  }

  #closeText(): StreamPart[] {
    const key = this.#text;
    this.#text = undefined;
    return key === undefined ? [] : this.#blocks.close(key);
  }

  #cited({ citations = {} }: Message): StreamPart[] {
    const cited = citationsOf(citations);
    return this.#text === undefined || cited.length === 0
      ? []
      : this.#blocks.grow(this.#text, TEXT, { citations: cited });
  }

  #call(key: string, { tool_calls: call = {} }: Message): StreamPart[] {
    const { id = '', function: { name = '', arguments: input = '' } = {} } = call;
    return this.#blocks.grow(key, { kind: 'tool_call', id, name, input: '' }, { text: input });
  }

  #end({ finish_reason, usage, error }: NonNullable<ChatEvent['delta']>): StreamPart[] {
    const finish = finishOf(finish_reason, error);
    return [
      ...this.#blocks.closeAll(),
      { kind: 'finish', choice: 0, finish },
      ...(usage === undefined ? [] : [{ kind: 'usage', usage: { tokens: usageOf(usage) } } as const]),
      { kind: 'end' },
    ];
  }
}
