import type { TokenUsage } from '@fairlead/plugin-sdk';
import type { DialectError } from '../../dialect-error.js';
import type { StreamEvent } from '../../dialect.js';
import { parseObject, type JsonObject } from '../../json/decode.js';
import { readEvent } from '../../sse/event-fields.js';
import { SseReading } from '../../sse/sse-reading.js';
import { readChoices } from './chat-chunk.js';
import { openAiErrorEvent } from '../error.js';
import { inStreamFailure } from '../failure.js';
import { readOpenAiUsage } from '../usage.js';

const TERMINATOR = '[DONE]';

/** Follows a chat stream: which events are work, which are noise, and whether the provider has finished. */
export class ChatStream extends SseReading {
  usage: TokenUsage | undefined;
  filtered = false;
  readonly #seen = new Set<number>();
  readonly #ended = new Set<number>();

  constructor() {
    // Some pad their events with random letters.
    super(['content', 'obfuscation']);
  }

  get finished(): boolean {
    return this.#ended.size > 0 && this.#ended.size === this.#seen.size;
  }

  errorEvent(error: DialectError): Uint8Array {
    return openAiErrorEvent(error);
  }

  protected read(bytes: Uint8Array): StreamEvent {
    const { name, data } = readEvent(bytes);
    if (data === undefined || data === '') return { bytes, kind: 'silent' };
    if (data.trim() === TERMINATOR) return { bytes, kind: 'done' };
    const chunk = parseObject(data);
    if (chunk === undefined) return { bytes, kind: 'malformed' };
    return this.#judge(bytes, chunk, name);
  }

  #judge(bytes: Uint8Array, chunk: JsonObject, name: string | undefined): StreamEvent {
    const choices = readChoices(chunk, 'delta');
    const error = chunk['error'] ?? choices.find((choice) => choice.error !== undefined)?.error;
    if (error !== undefined && error !== null)
      return { bytes, kind: 'error', failure: inStreamFailure(error, 500) };
    if (name === 'error') return { bytes, kind: 'error', failure: inStreamFailure(chunk, 500) };
    const usage = readOpenAiUsage(chunk['usage']);
    if (usage !== undefined) this.usage = usage;
    let kind: StreamEvent['kind'] = usage === undefined ? 'silent' : 'progress';
    for (const { index, hasContent, finishReason } of choices) {
      this.#seen.add(index);
      if (finishReason !== undefined) {
        this.#ended.add(index);
        if (kind === 'silent') kind = 'progress';
        if (finishReason === 'content_filter') this.filtered = true;
      }
      if (hasContent) kind = 'content';
    }
    if (kind === 'content' && usage === undefined) this.isText(bytes);
    return { bytes, kind, name, json: chunk };
  }
}
