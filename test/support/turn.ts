import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as nextLoop } from 'node:timers/promises';
import type { SeenRequest } from './seen-request.js';
import { hold, orAborted } from './time.js';
import type { Wait } from './time.js';

/** The reply's connection is closed: whoever plays stops here. Not a failure. */
export class Gone extends Error {
  override readonly name = 'Gone';
}

/** One request being answered: everything that a behaviour can do on the wire. */
export class Turn {
  readonly #gone = new AbortController();
  readonly #socket: Socket;
  #endedByServer = false;

  constructor(
    readonly request: SeenRequest,
    private readonly response: ServerResponse,
  ) {
    if (!response.socket) throw new Error('a turn needs a reply that still has its socket');
    this.#socket = response.socket;
    // Writing to a closed reply emits an error; `gone` has already told the behaviour.
    response.on('error', () => undefined);
    response.on('close', () => this.#closed());
  }

  get streamed(): boolean {
    return this.request.body['stream'] === true;
  }

  /** Sends status and headers now, before any body. */
  open(status: number, headers: Readonly<Record<string, string>>): void {
    this.response.writeHead(status, headers);
    this.response.flushHeaders();
  }

  /** Sends one piece of the body in a write of its own, and waits until the kernel has taken it. */
  async send(bytes: string | Uint8Array): Promise<void> {
    let taken = false;
    const written = new Promise<void>((resolve, reject) => {
      this.response.write(bytes, (error) => {
        taken = true;
        if (error) reject(new Gone());
        else resolve();
      });
    });
    void nextLoop().then(() => (this.request.blocked ||= !taken));
    await this.#orGone(written);
    this.request.bytesSent += Buffer.byteLength(bytes);
  }

  /** Ends the reply in good order. */
  end(): void {
    this.response.end();
  }

  /** A complete reply with its exact content-length. */
  async reply(status: number, headers: Readonly<Record<string, string>>, body: string): Promise<void> {
    this.open(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
    if (body) await this.send(body);
    this.end();
  }

  /** Closes the connection as a dying process does: what was sent still arrives, the rest never will. */
  cut(): void {
    this.#endedByServer = true;
    this.#socket.destroy();
  }

  /** Closes the connection with a TCP reset. */
  reset(): void {
    this.#endedByServer = true;
    this.#socket.resetAndDestroy();
  }

  /** For the server's own end: what follows is not the client's doing. */
  disown(): void {
    this.#endedByServer = true;
  }

  async pause(wait: Wait): Promise<void> {
    await hold(wait, this.#gone.signal);
  }

  /** Says nothing more until the client leaves or the server stops. */
  async silence(): Promise<never> {
    return this.#orGone(new Promise<never>(() => undefined));
  }

  #orGone<T>(promise: Promise<T>): Promise<T> {
    return orAborted(promise, this.#gone.signal);
  }

  #closed(): void {
    this.#gone.abort(new Gone());
    if (this.response.writableFinished || this.#endedByServer) return;
    this.request.aborted = true;
    this.request.abortedAt = performance.now();
  }
}
