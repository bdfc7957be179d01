import { EventSplitter, readEvent } from '@fairlead/dialects';
import {
  Fault,
  type DialectDefinition,
  type Framing,
  type JsonObject,
  type WireEvent,
} from '@fairlead/plugin-sdk';

/** A line of a stream that is longer is no event: it would fill memory. */
const MAX_LINE_CHARACTERS = 16 * 1024 * 1024;

/** A framing whose last event may come without what ends events. */
export interface EndedFraming extends Framing {
  /** What was left when the bytes ended. */
  flush(): readonly WireEvent[];
}

export function openFraming(framing: DialectDefinition['framing']): EndedFraming {
  if (framing === 'sse') return new ServerSentEvents();
  if (framing === 'ndjson') return new Lines();
  const own = framing();
  return { feed: (chunk) => own.feed(chunk), flush: () => [] };
}

/** What a request for a stream says that it takes. */
export function acceptOf(framing: DialectDefinition['framing']): string {
  if (framing === 'sse') return 'text/event-stream';
  return framing === 'ndjson' ? 'application/x-ndjson' : '*/*';
}

class ServerSentEvents implements EndedFraming {
  readonly #splitter = new EventSplitter();

  feed(chunk: Uint8Array): readonly WireEvent[] {
    return this.#splitter.feed(chunk).flatMap(readOne);
  }

  flush(): readonly WireEvent[] {
    const rest = this.#splitter.rest();
    return rest.length === 0 ? [] : readOne(Buffer.concat([rest, Buffer.from('\n\n')]));
  }
}

function readOne(bytes: Uint8Array): WireEvent[] {
  const { name, data } = readEvent(bytes);
  return data === undefined || data === '' ? [] : [{ ...(name !== undefined && { name }), ...dataOf(data) }];
}

class Lines implements EndedFraming {
  readonly #decoder = new TextDecoder();
  #rest = '';

  feed(chunk: Uint8Array): readonly WireEvent[] {
    const lines = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split('\n');
    this.#rest = lines.pop()!;
    if (this.#rest.length > MAX_LINE_CHARACTERS)
      throw new Fault('protocol_error', 'one line of the stream is over 16 MiB');
    return lines.flatMap(readLine);
  }

  flush(): readonly WireEvent[] {
    return readLine(this.#rest + this.#decoder.decode());
  }
}

function readLine(line: string): WireEvent[] {
  const data = line.trim();
  return data === '' ? [] : [dataOf(data)];
}

function dataOf(data: string): Pick<WireEvent, 'data' | 'json'> {
  const json = parseObject(data);
  return { data, ...(json && { json }) };
}

export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}
