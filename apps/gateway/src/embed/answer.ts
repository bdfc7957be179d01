import { EventSplitter, readEvent } from '@fairlead/dialects';
import type { OpenAnswer } from './in-process-caller.js';

/** One server-sent event of an answer. */
export interface AnswerEvent {
  /** The `event:` field. */
  readonly name?: string;
  /** The `data:` lines, joined; `[DONE]` and the like are events too. */
  readonly data: string;
}

/** An answer of the gateway, to be read once: whole, or as it comes. */
export class FairleadAnswer {
  /** As over HTTP; from 400 on the body is an error in the caller's dialect. */
  readonly status: number;
  /** Lower-case names: `x-request-id`, `x-fairlead-target`, … */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it comes; not reading it holds the provider back, cancelling it ends the request. */
  readonly body: ReadableStream<Uint8Array>;

  constructor({ status, headers, body }: OpenAnswer) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  get ok(): boolean {
    return this.status < 400;
  }

  async bytes(): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.body) chunks.push(chunk);
    return new Uint8Array(Buffer.concat(chunks));
  }

  async text(): Promise<string> {
    return Buffer.from(await this.bytes()).toString('utf8');
  }

  /** @throws SyntaxError where the body is no JSON, as a stream's is none */
  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  /** The events of a stream, as they come. Leaving the loop ends the request, also at the provider. */
  async *events(): AsyncIterable<AnswerEvent> {
    const splitter = new EventSplitter();
    for await (const chunk of this.body) yield* filled(splitter.feed(chunk));
    yield* filled([splitter.rest()]);
  }
}

function* filled(events: readonly Uint8Array[]): Iterable<AnswerEvent> {
  for (const bytes of events) {
    const { name, data } = readEvent(bytes);
    if (data !== undefined) yield { ...(name !== undefined && { name }), data };
  }
}
