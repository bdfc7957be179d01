import type { StreamPart, TokenUsage } from '@fairlead/plugin-sdk';
import type { DialectError } from '../dialect-error.js';
import type { StreamEvent } from '../dialect.js';
import { parseObject } from '../json/decode.js';
import { writeFormError } from './form-failure.js';
import { readEvent } from '../sse/event-fields.js';
import { SseReading } from '../sse/sse-reading.js';

/** Follows a stream of parts. The host has held them to their order before they come here. */
export class FormStream extends SseReading {
  usage: TokenUsage | undefined;
  filtered = false;
  readonly #seen = new Set<number>();
  readonly #ended = new Set<number>();

  get finished(): boolean {
    return this.#ended.size > 0 && this.#ended.size === this.#seen.size;
  }

  errorEvent(error: DialectError): Uint8Array {
    return Buffer.concat([Buffer.from('data: '), writeFormError(error), Buffer.from('\n\n')]);
  }

  protected read(bytes: Uint8Array): StreamEvent {
    const { data } = readEvent(bytes);
    if (data === undefined || data === '') return { bytes, kind: 'silent' };
    const json = parseObject(data);
    if (json === undefined) return { bytes, kind: 'malformed' };
    const part = json as unknown as StreamPart;
    // Its meaning is the decoder's to say, once the stream is over.
    if (part.kind === 'end') return { bytes, kind: 'done' };
    return { bytes, kind: this.#judge(part), json };
  }

  #judge(part: StreamPart): StreamEvent['kind'] {
    switch (part.kind) {
      case 'delta':
        // One that is empty would commit the answer to a provider that has said nothing.
        return part.text === '' ? 'silent' : 'content';
      case 'open':
        this.#seen.add(part.choice);
        return part.part.kind === 'text' || part.part.kind === 'reasoning' ? 'silent' : 'content';
      case 'usage':
        this.usage = part.usage.tokens;
        return 'progress';
      case 'finish':
        this.#seen.add(part.choice);
        this.#ended.add(part.choice);
        this.filtered ||= part.finish.reason === 'content_filter';
        return 'progress';
      default:
        return 'silent';
    }
  }
}
