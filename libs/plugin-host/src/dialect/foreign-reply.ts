import type { ReplyFlow, ReplySink } from '@fairlead/dialects';
import {
  Fault,
  retryAfterMs,
  type DialectDefinition,
  type FailureReading,
  type PartDecoder,
  type ReplyHeaders,
  type WireEvent,
} from '@fairlead/plugin-sdk';
import { asFault } from '../provider/plugin-call.js';
import { failureBytes, FORM_HEADERS, partBytes, replyBytes } from './form-bytes.js';
import { openFraming, parseObject, type EndedFraming } from './framing.js';
import { PartOrder } from './part-order.js';

/** A whole reply is held until it is there. */
const MAX_REPLY_BYTES = 64 * 1024 * 1024;
/** More of an error page than this tells nobody anything: its status says enough. */
const MAX_REFUSAL_BYTES = 1024 * 1024;
/** A sign of life without meaning: the connection is not silent. */
const ALIVE = Buffer.from(': alive\n\n');

/** A reply in a plugin's dialect, on its way into the intermediate form. */
export class ForeignReply implements ReplySink {
  flow: ReplyFlow | undefined;
  readonly #order = new PartOrder();
  readonly #chunks: Uint8Array[] = [];
  #size = 0;
  #head: { readonly status: number; readonly headers: ReplyHeaders } | undefined;
  #framing: EndedFraming | undefined;
  #decoder: PartDecoder | undefined;
  #over = false;

  constructor(
    private readonly name: string,
    private readonly definition: DialectDefinition,
    private readonly sink: ReplySink,
    private readonly stream: boolean,
    private readonly redact: (text: string) => string,
  ) {}

  onConnected(): void {
    this.sink.onConnected();
  }

  onHeaders(status: number, headers: ReplyHeaders): void {
    this.#head = { status, headers };
    // A refusal's own words may say how long to wait, and that is said in its head.
    if (this.#refused) return;
    if (this.stream) {
      // What is no stream after all may be an error that says so.
      if (this.definition.framing === 'sse' && isJson(headers)) return;
      this.#guard(() => {
        this.#framing = openFraming(this.definition.framing);
        this.#decoder = this.definition.openDecoder();
      });
    }
    if (!this.#over) this.sink.onHeaders(status, asForm(headers, this.stream));
  }

  onData(chunk: Uint8Array): void {
    if (this.#over) return;
    const framing = this.#framing;
    if (framing !== undefined) return this.#guard(() => this.#pass(framing.feed(chunk), ALIVE));
    this.#size += chunk.length;
    this.#chunks.push(chunk);
    if (this.#refused && this.#size > MAX_REFUSAL_BYTES) {
      this.flow?.abort();
      this.onEnd();
    } else if (this.#size > MAX_REPLY_BYTES)
      this.#fail(new Fault('protocol_error', `the reply is over ${MAX_REPLY_BYTES} bytes`));
  }

  onEnd(): void {
    if (this.#over) return;
    this.#guard(() => {
      if (this.#framing !== undefined) this.#pass(this.#framing.flush());
      else this.#giveWhole(Buffer.concat(this.#chunks).toString('utf8'));
    });
    if (!this.#over) this.sink.onEnd();
    this.#over = true;
  }

  onError(fault: Fault): void {
    if (this.#over) return;
    this.#over = true;
    this.sink.onError(fault);
  }

  get #refused(): boolean {
    const { status } = this.#head!;
    return status < 200 || status >= 300;
  }

  #giveWhole(text: string): void {
    const { status, headers } = this.#head!;
    const body = parseObject(text);
    if (this.#refused) {
      const reading = this.definition.readFailure?.(status, body) ?? wordsOf(body);
      const waitMs = retryAfterMs(headers) ?? reading.retryAfterMs;
      const wait = waitMs !== undefined && { 'retry-after-ms': String(waitMs) };
      this.sink.onHeaders(status, { ...asForm(headers, false), ...wait });
      return this.sink.onData(failureBytes(reading));
    }
    if (body === undefined) throw new Fault('protocol_error', 'the reply is no JSON object');
    const reply = this.definition.decodeReply(body);
    if (this.stream)
      throw new Fault('protocol_error', `it answered a stream request with ${headers['content-type']}`);
    this.sink.onData(replyBytes(reply));
  }

  /** @param otherwise what goes out where the events mean nothing */
  #pass(events: readonly WireEvent[], otherwise?: Uint8Array): void {
    const parts = events.flatMap((event) => (this.#order.ended ? [] : this.#decoder!.read(event)));
    for (const part of parts) this.#order.check(part);
    const bytes = parts.length > 0 ? partBytes(parts) : otherwise;
    if (bytes !== undefined) this.sink.onData(bytes);
  }

  #guard(run: () => void): void {
    try {
      run();
    } catch (error) {
      const what = `the dialect "${this.name}" could not read the reply`;
      this.#fail(asFault(error, 'protocol_error', what, this.redact));
    }
  }

  #fail(fault: Fault): void {
    if (this.#over) return;
    this.#over = true;
    this.flow?.abort();
    this.sink.onError(fault);
  }
}

function isJson(headers: ReplyHeaders): boolean {
  return /^application\/json\b/i.test(headers['content-type'] ?? '');
}

/** What the provider says of its bytes holds no more for ours. */
function asForm(headers: ReplyHeaders, stream: boolean): ReplyHeaders {
  const { 'content-length': _length, 'content-encoding': _encoding, ...others } = headers;
  return { ...others, ...(stream ? FORM_HEADERS.stream : FORM_HEADERS.whole) };
}

/** As most vendors write a refusal. */
function wordsOf(body: Readonly<Record<string, unknown>> = {}): FailureReading {
  const { error } = body;
  const inner = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : body;
  const text = (value: unknown): string | undefined =>
    typeof value === 'string' && value !== '' ? value : undefined;
  const [code, type] = [text(inner['code']), text(inner['type'])];
  const message = text(error) ?? text(inner['message']) ?? text(inner['detail']);
  return { ...(code && { code }), ...(type && { type }), ...(message && { message }) };
}
