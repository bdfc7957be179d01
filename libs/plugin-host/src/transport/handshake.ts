import { connect as tcpConnect, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as tlsConnect, TLSSocket } from 'node:tls';
import type { Trust } from './open-pool.js';

/**
 * A connection being made. `done` rejects with the socket's error, and never settles once `abort` was called; it resolves
 * with the day on which the server's certificate ends, where it has one.
 */
export interface Handshake {
  readonly done: Promise<Date | undefined>;
  abort(): void;
}

/** A TCP connection, and for https the TLS handshake with the certificate checked. Nothing is sent. */
export function handshake(url: URL, trust: Trust, lookup: LookupFunction): Handshake {
  const secure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || (secure ? 443 : 80));
  // A server name must not be an address (RFC 6066); the certificate is checked against `host` all the same.
  const name = isIP(host) === 0 ? { servername: host } : {};
  const socket: Socket | TLSSocket = secure
    ? tlsConnect({ host, port, lookup, ...name, ...trust })
    : tcpConnect({ host, port, lookup });
  const done = new Promise<Date | undefined>((resolve, reject) => {
    socket.on('error', reject);
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      resolve(socket instanceof TLSSocket ? new Date(socket.getPeerCertificate().valid_to) : undefined);
      socket.destroy();
    });
  });
  return { done, abort: () => void socket.destroy() };
}
