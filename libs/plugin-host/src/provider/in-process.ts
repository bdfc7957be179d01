import { Fault, type Clock, type Provider, type WireReply, type WireRequest } from '@fairlead/plugin-sdk';
import type { ReplyFlow, ReplySink } from '@fairlead/dialects';
import { asFault } from './plugin-call.js';

type Respond = NonNullable<Provider['respond']>;

/** One attempt of a provider that answers in this process; its iterator is pulled at the pace of the sink. */
export class InProcessCall implements ReplyFlow {
  readonly #abort = new AbortController();
  #gate: Promise<void> | undefined;
  #open: (() => void) | undefined;

  constructor(
    private readonly sink: ReplySink,
    private readonly redact: (text: string) => string,
  ) {}

  /** @returns itself; the first word to the sink comes after */
  start(respond: Respond, request: WireRequest, clock: Clock): this {
    void Promise.resolve().then(() => this.#run(respond, request, clock));
    return this;
  }

  pause(): void {
    this.#gate ??= new Promise((resolve) => (this.#open = resolve));
  }

  resume(): void {
    this.#open?.();
    this.#gate = undefined;
    this.#open = undefined;
  }

  abort(): void {
    this.#abort.abort();
    this.resume();
  }

  async #run(respond: Respond, request: WireRequest, clock: Clock): Promise<void> {
    const { signal } = this.#abort;
    let replied = false;
    try {
      if (signal.aborted) return;
      this.sink.onConnected();
      const reply: WireReply = await respond(request, { signal, clock });
      if (signal.aborted) return;
      replied = true;
      this.sink.onHeaders(reply.status, lowerCase(reply.headers));
      for await (const chunk of reply.body) {
        if (signal.aborted) return;
        if (!(chunk instanceof Uint8Array))
          throw new Fault('protocol_error', 'the plugin sent something that is not bytes');
        this.sink.onData(chunk);
        if (this.#gate !== undefined) await this.#gate;
        if (signal.aborted) return;
      }
      this.sink.onEnd();
    } catch (error) {
      if (signal.aborted) return;
      this.sink.onError(
        asFault(error, replied ? 'stream_broken' : 'protocol_error', 'the provider failed', this.redact),
      );
    }
  }
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
