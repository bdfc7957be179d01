import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ok } from './behaviours/answer.js';
import type { Behaviour } from './behaviours/behaviour.js';
import { modelsList } from './behaviours/models-list.js';
import { Script } from './script.js';
import { readBody } from './seen-request.js';
import type { SeenRequest } from './seen-request.js';
import { Gone, Turn } from './turn.js';

/** A provider on 127.0.0.1 that answers well until told otherwise. Stop it when done. */
export async function startFaultServer(): Promise<FaultServer> {
  const server = new FaultServer();
  await server.revive();
  return server;
}

export class FaultServer {
  /** Calls that a real provider bills (POST), in order of arrival. */
  readonly requests: SeenRequest[] = [];
  /** Everything else, e.g. `GET /v1/models`: it has a script of its own, so probing never uses up a behaviour. */
  readonly probes: SeenRequest[] = [];

  readonly #calls = new Script(ok());
  readonly #probing = new Script(modelsList());
  readonly #server: Server;
  readonly #connections = new Map<Socket, number>();
  readonly #turns = new Set<Turn>();
  #accepted = 0;
  #port = 0;

  constructor() {
    this.#server = createServer((incoming, response) => void this.#serve(incoming, response));
    // Never close an idle connection by the clock: a test decides when a connection dies.
    this.#server.keepAliveTimeout = 0;
    this.#server.on('connection', (socket) => this.#accept(socket));
  }

  /** Without a path, e.g. `http://127.0.0.1:34567`. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** What a provider's `base_url` takes. */
  get baseUrl(): string {
    return `${this.url}/v1`;
  }

  /** Connections open now. */
  get connectionCount(): number {
    return this.#connections.size;
  }

  /** The nth request from now meets the nth behaviour; the last one repeats. */
  play(behaviours: readonly Behaviour[]): void {
    this.#calls.set(behaviours);
  }

  always(behaviour: Behaviour): void {
    this.play([behaviour]);
  }

  /** What requests other than POST meet from now on. */
  playProbes(behaviours: readonly Behaviour[]): void {
    this.#probing.set(behaviours);
  }

  /** Stops listening: new connections are refused, replies under way go on to their end. */
  refuse(): void {
    this.#server.close();
  }

  /** Dies: connections break at once, new ones are refused. */
  async kill(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const turn of this.#turns) turn.disown();
    for (const socket of this.#connections.keys()) socket.destroy();
    await closed;
  }

  /** Listens (again) on the same port. */
  async revive(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Ends everything; safe to call twice. */
  async stop(): Promise<void> {
    await this.kill();
  }

  #accept(socket: Socket): void {
    this.#accepted += 1;
    this.#connections.set(socket, this.#accepted);
    // Each write is to be its own segment.
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#connections.delete(socket));
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const called = incoming.method === 'POST';
    const { behaviour, ordinal } = (called ? this.#calls : this.#probing).next();
    const seen: SeenRequest = {
      at: performance.now(),
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      bodyText: '',
      body: {},
      attemptOrdinal: ordinal,
      behaviour: behaviour.name,
      connectionId: this.#connections.get(incoming.socket) ?? 0,
      aborted: false,
      bytesSent: 0,
      blocked: false,
    };
    (called ? this.requests : this.probes).push(seen);
    const turn = new Turn(seen, response);
    this.#turns.add(turn);
    response.on('close', () => {
      this.#turns.delete(turn);
      if (!this.#server.listening) incoming.socket.end();
    });
    await readBody(incoming, seen)
      .then(() => behaviour.play(turn), ignoreGone)
      .catch(ignoreGone);
  }
}

/** A client that leaves, early or late, is no failure of the server; anything else must not be swallowed. */
function ignoreGone(error: unknown): void {
  const left = error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
  if (!(error instanceof Gone) && !left) throw error;
}
