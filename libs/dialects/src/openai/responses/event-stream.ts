import type { TokenUsage } from '@fairlead/plugin-sdk';
import type { DialectError } from '../../dialect-error.js';
import type { StreamEvent } from '../../dialect.js';
import { asCount, asObject, asText, parseObject, type JsonObject } from '../../json/decode.js';
import { readEvent } from '../../sse/event-fields.js';
import { SseReading } from '../../sse/sse-reading.js';
import { inStreamFailure } from '../failure.js';
import { contentKind, FAILURES, LAST } from './event-kind.js';
import { failedEvents } from './failed-events.js';
import { readResponsesUsage } from './usage.js';
import { isFiltered, keptAs, UNEXPLAINED } from './whole-reply.js';

/** Servers that grew out of chat completions end with it; the protocol itself has no terminator. */
const CHAT_TERMINATOR = '[DONE]';

/** Follows a stream of response events: which are work, which are noise, and whether the provider has finished. */
export class ResponsesStream extends SseReading {
  usage: TokenUsage | undefined;
  filtered = false;
  finished = false;
  keptAs: string | undefined;
  /** The response as the last event that held it showed it. */
  #response: JsonObject = {};
  /** The number that the next event has. Early servers sent none: then events are counted. */
  #sequence = 0;

  errorEvent(error: DialectError): Uint8Array {
    return Buffer.from(failedEvents(error, this.#sequence, this.#response), 'utf8');
  }

  protected read(bytes: Uint8Array): StreamEvent {
    const { name, data } = readEvent(bytes);
    if (data === undefined || data === '') return { bytes, kind: 'silent' };
    if (data.trim() === CHAT_TERMINATOR) return { bytes, kind: this.finished ? 'done' : 'silent' };
    const json = parseObject(data);
    if (json === undefined) return { bytes, kind: 'malformed' };
    this.#sequence = (asCount(json['sequence_number']) ?? this.#sequence) + 1;
    return { bytes, name, json, ...this.#judge(json, asText(json['type']) ?? name) };
  }

  #judge(event: JsonObject, type: string | undefined): Pick<StreamEvent, 'kind' | 'failure'> {
    const response = asObject(event['response']);
    if (response !== undefined) this.#look(response);
    const error = event['error'] ?? response?.['error'] ?? undefined;
    if (error !== undefined || FAILURES.has(type ?? '') || response?.['status'] === 'failed')
      return {
        kind: 'error',
        failure: inStreamFailure(error ?? (type === 'error' ? event : UNEXPLAINED), 500),
      };
    if (type === undefined) return { kind: 'malformed' };
    if (!LAST.has(type)) return { kind: contentKind(type, event) };
    this.finished = true;
    return { kind: 'done' };
  }

  #look(response: JsonObject): void {
    this.#response = response;
    this.usage = readResponsesUsage(response['usage']) ?? this.usage;
    this.keptAs = keptAs(response);
    if (isFiltered(response)) this.filtered = true;
  }
}
