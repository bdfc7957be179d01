import { once } from 'node:events';
import { createServer as createHttp, type RequestListener, type Server as HttpServer } from 'node:http';
import { createServer as createTcp, type AddressInfo, type Server, type Socket } from 'node:net';

/** A server on 127.0.0.1 at a port of the system's choice, and every connection it accepted. */
export interface Loopback {
  readonly port: number;
  readonly url: string;
  readonly sockets: readonly Socket[];
  stop(): Promise<void>;
}

/** HTTP that keeps idle connections for as long as the test runs. */
export function listenHttp(listener: RequestListener): Promise<Loopback & { readonly server: HttpServer }> {
  const server = createHttp({ keepAliveTimeout: 0 }, listener);
  return listen(server, 'http');
}

/** Bytes, whatever they mean. */
export function listenTcp(serve: (socket: Socket) => void): Promise<Loopback> {
  return listen(createTcp(serve), 'http');
}

/** Starts any server; `scheme` is only for its `url`. */
export async function listen<S extends Server>(server: S, scheme: string): Promise<Loopback & { server: S }> {
  const sockets: Socket[] = [];
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => {});
    sockets.push(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    server,
    port,
    url: `${scheme}://127.0.0.1:${port}`,
    sockets,
    async stop() {
      for (const socket of sockets) socket.destroy();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A promise and what settles it. */
export function signal(): { readonly given: Promise<void>; give(this: void): void } {
  let give!: () => void;
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give };
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = await listenTcp(() => {});
  await server.stop();
  return server.port;
}
