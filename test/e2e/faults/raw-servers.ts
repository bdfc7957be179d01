import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** Servers that speak nothing a gateway understands. */
export interface RawServers {
  /** Takes connections and says nothing, so that no TLS handshake ever ends. */
  readonly silentUrl: string;
  /** Answers every connection in another protocol. */
  readonly otherUrl: string;
  stop(): void;
}

export async function startRawServers(): Promise<RawServers> {
  const [silent, other] = await Promise.all([
    startRawServer(() => undefined),
    startRawServer((socket) => socket.once('data', () => socket.write('220 mail.example ESMTP ready\r\n'))),
  ]);
  return {
    silentUrl: `https://127.0.0.1:${silent.port}/v1`,
    otherUrl: `http://127.0.0.1:${other.port}/v1`,
    stop() {
      silent.stop();
      other.stop();
    },
  };
}

async function startRawServer(greet: (socket: Socket) => void): Promise<{ port: number; stop(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).resume();
    greet(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
