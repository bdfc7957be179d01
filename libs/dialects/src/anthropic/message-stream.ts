import type { TokenUsage } from '@fairlead/plugin-sdk';
import type { DialectError } from '../dialect-error.js';
import type { StreamEvent } from '../dialect.js';
import { asObject, asText, parseObject, type JsonObject } from '../json/decode.js';
import { readEvent } from '../sse/event-fields.js';
import { SseReading } from '../sse/sse-reading.js';
import { bearsContent } from './bears-content.js';
import { messagesErrorEvent } from './error.js';
import { failureIn } from './failure.js';
import { mergeUsage, readMessagesUsage } from './usage.js';

/** Follows the events of one message: which are work, which are noise, and whether the provider has finished. */
export class MessageStream extends SseReading {
  filtered = false;
  finished = false;
  #usage: JsonObject | undefined;

  constructor() {
    super(['text', 'thinking']);
  }

  get usage(): TokenUsage | undefined {
    return readMessagesUsage(this.#usage);
  }

  errorEvent(error: DialectError): Uint8Array {
    return Buffer.from(messagesErrorEvent(error), 'utf8');
  }

  protected read(bytes: Uint8Array): StreamEvent {
    const { name, data } = readEvent(bytes);
    if (data === undefined || data === '') return { bytes, kind: 'silent' };
    const json = parseObject(data);
    if (json === undefined) return { bytes, kind: 'malformed' };
    const failure = failureIn(name === 'error' ? { type: 'error', ...json } : json);
    if (failure !== undefined) return { bytes, kind: 'error', failure };
    const type = asText(json['type']) ?? name;
    if (type === 'message_stop') return { bytes, kind: 'done' };
    const kind = this.#judge(type, json);
    if (kind === 'content' && type === 'content_block_delta') this.isText(bytes);
    return { bytes, name, json, kind };
  }

  #judge(type: string | undefined, json: JsonObject): StreamEvent['kind'] {
    switch (type) {
      case 'message_start':
        this.#usage = mergeUsage(this.#usage, asObject(json['message'])?.['usage']);
        return 'silent';
      case 'content_block_start':
        return judgeBlock(asObject(json['content_block']) ?? {});
      case 'content_block_delta':
        return bearsContent(asObject(json['delta']) ?? {}) ? 'content' : 'silent';
      case 'message_delta':
        return this.#end(json);
      default:
        return 'silent';
    }
  }

  #end({ delta, usage }: JsonObject): StreamEvent['kind'] {
    this.#usage = mergeUsage(this.#usage, usage);
    const stopReason = asText(asObject(delta)?.['stop_reason']);
    if (stopReason === 'refusal') this.filtered = true;
    if (stopReason !== undefined) this.finished = true;
    return stopReason === undefined && usage === undefined ? 'silent' : 'progress';
  }
}

/** A call names its tool before it brings an input; the provider is at work, and has said nothing yet. */
function judgeBlock(block: JsonObject): StreamEvent['kind'] {
  if ('input' in block && !bearsContent({ input: block['input'] })) return 'progress';
  return bearsContent(block) ? 'content' : 'silent';
}
