import { setImmediate as nextTurn } from 'node:timers/promises';
import { Fault, type Clock, type Provider, type WireReply, type WireRequest } from '@fairlead/plugin-sdk';
import type { ReplyFlow, ReplySink } from '@fairlead/dialects';
import { asFault } from './plugin-call.js';

type Respond = NonNullable<Provider['respond']>;

/** A body that always has its next chunk ready never lets a timer or another request run; it must pause this often. */
const CHUNKS_PER_TURN = 64;

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
      const reply = checked(await respond(request, { signal, clock }));
      if (signal.aborted) return;
      replied = true;
      this.sink.onHeaders(reply.status, lowerCase(reply.headers));
      if (!(await this.#pass(reply.body))) return;
      this.sink.onEnd();
    } catch (error) {
      if (signal.aborted) return;
      const faultClass = replied ? 'stream_broken' : 'protocol_error';
      this.sink.onError(asFault(error, faultClass, 'the provider failed', this.redact));
    }
  }

  /** @returns false when the attempt was ended on the way */
  async #pass(body: WireReply['body']): Promise<boolean> {
    const { signal } = this.#abort;
    // Before the first pull too: onHeaders may have paused.
    await this.#opened();
    let chunks = 0;
    for await (const chunk of body) {
      if (signal.aborted) return false;
      if (!(chunk instanceof Uint8Array))
        throw new Fault('protocol_error', 'the plugin sent something that is not bytes');
      this.sink.onData(chunk);
      await this.#opened();
      if (++chunks % CHUNKS_PER_TURN === 0) await nextTurn();
      if (signal.aborted) return false;
    }
    return !signal.aborted;
  }

  /** A gate that was opened may have been shut again before its news arrived. */
  async #opened(): Promise<void> {
    while (this.#gate !== undefined) await this.#gate;
  }
}

/** @throws Fault `protocol_error` when a plugin in plain JavaScript answered something else */
function checked(reply: WireReply): WireReply {
  const { status, headers, body } = (reply ?? {}) as Partial<WireReply>;
  if (!Number.isInteger(status) || status! < 200 || status! > 599) throw lacks('a status from 200 to 599');
  if (typeof headers !== 'object' || headers === null) throw lacks('headers');
  if (typeof body?.[Symbol.asyncIterator] !== 'function') throw lacks('a body that is an async iterable');
  return reply;
}

function lacks(what: string): Fault {
  return new Fault('protocol_error', `the plugin's reply has not ${what}`);
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
