import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One call as the kit's server saw it. */
export interface SeenCall {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the server does with a call. It may take its time, and may find the caller gone. */
export type Behaviour = (response: ServerResponse, call: SeenCall) => void | Promise<void>;

/** Stands for the vendor of every provider under test: a server on the loopback that does as it is told. */
export class Vendor {
  readonly calls: SeenCall[] = [];
  /** Connections that were ever made to it. */
  connections = 0;
  behaviour: Behaviour = (response) => void response.writeHead(404).end();
  readonly #server: Server;

  constructor() {
    this.#server = createServer((incoming, response) => void this.#serve(incoming, response));
    this.#server.on('connection', () => this.connections++);
    // A test runner may never come to the end of its tests.
    this.#server.unref();
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** From here on it does this, and has seen nothing yet. */
  will(behaviour: Behaviour): void {
    this.behaviour = behaviour;
    this.calls.length = 0;
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    // A caller that leaves is what some cases are about.
    response.on('error', () => undefined);
    const body = await buffer(incoming).catch(() => undefined);
    if (body === undefined) return;
    const { method = '', url = '', headers } = incoming;
    const call = { method, url, headers, body: body.toString('utf8') };
    this.calls.push(call);
    try {
      await this.behaviour(response, call);
    } catch {
      response.destroy();
    }
  }
}
