import { call } from './http-call.js';
import type { HttpAnswer } from './http-call.js';

/** One event (or comment) as it arrived. Written without the gateway's own reader, which is what is being tested. */
export interface StreamEvent {
  /** Its lines, without the blank line that ends it. */
  readonly raw: string;
  /** The `data:` lines joined; undefined for a comment. */
  readonly data?: string;
  /** `performance.now()` when its last byte arrived. */
  readonly at: number;
}

export interface StreamAnswer extends HttpAnswer {
  readonly events: readonly StreamEvent[];
}

export interface ReadStreamOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** The client leaves after this many events. */
  readonly abortAfter?: number;
  readonly onEvent?: (event: StreamEvent) => void;
}

/** Posts the body and reads the reply as server-sent events to its end, whatever that is. */
export async function readStream(
  url: string,
  body: object,
  options: ReadStreamOptions = {},
): Promise<StreamAnswer> {
  const events: StreamEvent[] = [];
  const leave = new AbortController();
  const decoder = new TextDecoder();
  let pending = '';
  const onBytes = (bytes: Buffer): void => {
    const [rest, ...raws] = splitEvents(pending + decoder.decode(bytes, { stream: true }));
    pending = rest;
    for (const raw of raws) {
      const event = readEvent(raw);
      events.push(event);
      options.onEvent?.(event);
    }
    if (events.length >= (options.abortAfter ?? Infinity)) leave.abort();
  };
  const { headers = {} } = options;
  const answer = await call(url, body, { headers, signal: leave.signal, onBytes });
  return { ...answer, events };
}

/** The text that the stream's content deltas add up to; undefined where an event is not JSON. */
export function streamedText(events: readonly StreamEvent[]): string {
  return events
    .filter((event) => event.data?.startsWith('{'))
    .map((event) => (JSON.parse(event.data ?? '') as ChatChunk).choices?.[0]?.delta?.content ?? '')
    .join('');
}

interface ChatChunk {
  readonly choices?: readonly { readonly delta?: { readonly content?: string | null } }[];
}

/** What is still incomplete first, then every complete event. */
function splitEvents(text: string): [rest: string, ...events: string[]] {
  const parts = text.split(/\r?\n\r?\n/);
  const rest = parts.pop() ?? '';
  return [rest, ...parts];
}

function readEvent(raw: string): StreamEvent {
  const data = raw
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice('data:'.length).trimStart());
  return { raw, at: performance.now(), ...(data.length > 0 && { data: data.join('\n') }) };
}
