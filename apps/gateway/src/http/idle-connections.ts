import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Closes connections that carry no request, each time it is called. Node's own `closeIdleConnections` passes over
 * those that were opened and never used, as clients do to be ready; they would hold up a shutdown for a minute.
 */
export function idleCloser(server: Server): () => void {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return () => {
    server.closeIdleConnections();
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
  };
}
