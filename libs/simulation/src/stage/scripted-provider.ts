import {
  Fault,
  FAULTS,
  readRateLimitHeaders,
  type Cancel,
  type Clock,
  type FaultRule,
  type QuotaReading,
  type ReplyHeaders,
} from '@fairlead/plugin-sdk';
import type { ReplyFlow, ReplySink, UpstreamRequest } from '@fairlead/dialects';
import type { ProviderPort } from '@fairlead/engine';
import type { Asked } from './asked.js';
import type { Answering, Encounter, Failing } from './encounter.js';
import { ReplyBytes, type FactsBody } from './facts-dialect.js';
import { usageOf, writtenTokens, type RehearsedRequest } from './rehearsed-request.js';

const STREAM_HEADERS: ReplyHeaders = { 'content-type': 'text/event-stream' };
const WHOLE_HEADERS: ReplyHeaders = { 'content-type': 'application/json' };
const CONTENT = new ReplyBytes('content');

/** Gives every attempt its part. */
export type Cast = (provider: string, wireModel: string, asked: Asked) => Part;

/** What one attempt meets, and who wants to know that it is over. */
export interface Part {
  readonly encounter: Encounter;
  readonly headers?: ReplyHeaders;
  /** At least this often a stream says something. */
  readonly progressMs: number;
  left(): void;
}

/** A provider that does what it is told, on the clock. */
export class ScriptedProvider implements ProviderPort {
  constructor(
    readonly name: string,
    private readonly clock: Clock,
    private readonly cast: Cast,
  ) {}

  send({ body, model, stream }: UpstreamRequest, sink: ReplySink): ReplyFlow {
    const { asked } = body as FactsBody;
    return new Scene(this.clock, sink, {
      ...this.cast(this.name, model, asked),
      request: asked.request,
      stream,
    });
  }

  classify(): undefined {}

  /** Most replies state nothing, and there are many. */
  quota(headers: ReplyHeaders): readonly QuotaReading[] {
    return headers === STREAM_HEADERS || headers === WHOLE_HEADERS ? [] : readRateLimitHeaders(headers);
  }

  redact(text: string): string {
    return text;
  }
}

interface Play extends Part {
  readonly request: RehearsedRequest;
  readonly stream: boolean;
}

/** One attempt, as it plays. */
class Scene implements ReplyFlow {
  #next: Cancel | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly sink: ReplySink,
    private readonly part: Play,
  ) {
    const { encounter } = part;
    if ('fault' in encounter) this.#fail(encounter);
    else this.#answer(encounter);
  }

  pause(): void {}

  resume(): void {}

  abort(): void {
    if (this.#next === undefined) return;
    this.#next();
    this.#next = undefined;
    this.part.left();
  }

  #fail({ fault, failAfterMs, retryAfterMs }: Failing): void {
    const rule: FaultRule = FAULTS[fault];
    if (fault === 'timeout_connect') return this.#hang();
    if (fault !== 'connect_error') this.sink.onConnected();
    if (fault === 'timeout_first_token' || fault === 'timeout_total') return this.#hang();
    const details = { status: rule.status, ...(retryAfterMs !== undefined && { retryAfterMs }) };
    const said = new Fault(fault, `${fault}, as rehearsed`, details);
    this.#after(failAfterMs, () => {
      if (fault !== 'stream_broken' && fault !== 'timeout_idle')
        return this.#end(() => this.sink.onError(said));
      this.#begin();
      if (fault === 'timeout_idle') return this.#hang();
      this.#end(() => this.sink.onError(said));
    });
  }

  #answer({ firstTokenMs, perTokenMs }: Answering): void {
    const { stream, request } = this.part;
    this.sink.onConnected();
    const restMs = perTokenMs * (writtenTokens(request) - 1);
    const finish = (): void =>
      this.#end(() => {
        this.sink.onData(new ReplyBytes('done', usageOf(request)));
        this.sink.onEnd();
      });
    if (!stream)
      return this.#after(firstTokenMs + restMs, () => {
        this.#begin();
        finish();
      });
    this.#after(firstTokenMs, () => {
      this.#write(restMs, finish);
      this.#begin();
    });
  }

  /** The rest of a stream: the engine hears of it just often enough not to take it for dead. */
  #write(restMs: number, finish: () => void): void {
    const { progressMs } = this.part;
    if (restMs <= progressMs) return this.#after(restMs, finish);
    this.#after(progressMs, () => {
      this.#write(restMs - progressMs, finish);
      this.sink.onData(CONTENT);
    });
  }

  #begin(): void {
    const { stream, headers } = this.part;
    const own = stream ? STREAM_HEADERS : WHOLE_HEADERS;
    this.sink.onHeaders(200, headers ? { ...own, ...headers } : own);
    if (stream) this.sink.onData(CONTENT);
  }

  /** Nothing comes any more: whoever waits has to lose patience. */
  #hang(): void {
    this.#next = () => undefined;
  }

  #after(delayMs: number, step: () => void): void {
    this.#next = this.clock.after(delayMs, step);
  }

  #end(last: () => void): void {
    this.#next = undefined;
    this.part.left();
    last();
  }
}
