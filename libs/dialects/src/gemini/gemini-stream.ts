import type { TokenUsage } from '@fairlead/plugin-sdk';
import type { DialectError } from '../dialect-error.js';
import type { StreamEvent } from '../dialect.js';
import { parseObject, type JsonObject } from '../json/decode.js';
import { readEvent } from '../sse/event-fields.js';
import { SseReading } from '../sse/sse-reading.js';
import { blockReason, isFilteredReason, readCandidates } from './candidate.js';
import { geminiErrorEvent } from './error.js';
import { errorIn, inStreamFailure } from './failure.js';
import { readGeminiUsage } from './usage.js';

/** Follows a stream of `alt=sse`: whole reply objects, one an event, without names and without a terminator. */
export class GeminiStream extends SseReading {
  usage: TokenUsage | undefined;
  filtered = false;
  readonly #seen = new Set<number>();
  readonly #ended = new Set<number>();
  #blocked = false;

  get finished(): boolean {
    return this.#blocked || (this.#ended.size > 0 && this.#ended.size === this.#seen.size);
  }

  errorEvent(error: DialectError): Uint8Array {
    return geminiErrorEvent(error);
  }

  protected override readRest(rest: Uint8Array): StreamEvent[] {
    // An error that came as a plain body has no blank line, and may have line breaks of its own.
    const error = errorIn(Buffer.from(rest).toString('utf8'));
    return error === undefined
      ? super.readRest(rest)
      : [{ bytes: rest, kind: 'error', failure: inStreamFailure(error) }];
  }

  protected read(bytes: Uint8Array): StreamEvent {
    const { data } = readEvent(bytes);
    const text = data ?? Buffer.from(bytes).toString('utf8');
    const error = text.includes('"error"') ? errorIn(text) : undefined;
    if (error !== undefined) return { bytes, kind: 'error', failure: inStreamFailure(error) };
    if (data === undefined || data === '') return { bytes, kind: 'silent' };
    const chunk = parseObject(data);
    return chunk === undefined ? { bytes, kind: 'malformed' } : this.#judge(bytes, chunk);
  }

  #judge(bytes: Uint8Array, chunk: JsonObject): StreamEvent {
    const usage = readGeminiUsage(chunk['usageMetadata']);
    if (usage !== undefined) this.usage = usage;
    let kind: StreamEvent['kind'] = usage === undefined ? 'silent' : 'progress';
    if (blockReason(chunk) !== undefined) {
      this.#blocked = true;
      this.filtered = true;
      kind = 'content';
    }
    for (const { index, hasContent, finishReason } of readCandidates(chunk)) {
      this.#seen.add(index);
      if (finishReason !== undefined) {
        this.#ended.add(index);
        if (kind === 'silent') kind = 'progress';
        if (isFilteredReason(finishReason)) this.filtered = true;
      }
      if (hasContent) kind = 'content';
    }
    return { bytes, kind, json: chunk };
  }
}
