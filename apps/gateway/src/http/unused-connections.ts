import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Watches connections that never carried a request: client pools open them in advance, and Node does not count them as
 * idle, so a closing server would wait for them.
 *
 * @returns closes those that are open now, and every one that comes later
 */
export function watchUnusedConnections(server: Server): () => void {
  const unused = new Set<Socket>();
  let closing = false;
  server.on('connection', (socket) => {
    if (closing) return void socket.destroy();
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }) => unused.delete(socket));
  return () => {
    closing = true;
    for (const socket of unused) socket.destroy();
  };
}
