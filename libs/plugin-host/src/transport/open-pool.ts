import type { LookupFunction } from 'node:net';
import { createSecureContext, getCACertificates } from 'node:tls';
import { Pool, ProxyAgent, type Dispatcher } from 'undici';
import { TrackedClient } from './tracked-client.js';

const KEEP_ALIVE_MS = 60_000;

export interface PoolSettings {
  readonly lookup: LookupFunction;
  readonly connectTimeoutMs: number;
}

/** Whom a TLS connection trusts, in the words of `tls.connect`. */
export type Trust = { readonly secureContext?: ReturnType<typeof createSecureContext> };

/**
 * The process's own authorities (Node's, plus `NODE_EXTRA_CA_CERTS`) and `ca`. One context for all connections:
 * reading some hundred certificates takes tens of milliseconds.
 */
export function trustOf(ca: string | undefined): Trust {
  if (ca === undefined) return {};
  return { secureContext: createSecureContext({ ca: [...getCACertificates('default'), ca] }) };
}

/** Keep-alive connections to one origin, directly or through a proxy. No limit on their number, and no HTTP timers. */
export function openPool(
  origin: string,
  proxy: string | undefined,
  trust: Trust,
  { lookup, connectTimeoutMs }: PoolSettings,
): Dispatcher {
  const common = {
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: 0,
    bodyTimeout: 0,
    pipelining: 1,
    allowH2: false,
  };
  const connect = { timeout: connectTimeoutMs, lookup };
  const tracked = (at: URL | string, options: object): Dispatcher =>
    new Pool(at, {
      ...common,
      ...options,
      factory: (origin, clientOptions) => new TrackedClient(origin, clientOptions),
    });
  if (proxy === undefined) return tracked(origin, { connect: { ...connect, ...trust } });
  return new ProxyAgent({
    ...common,
    uri: proxy,
    connectTimeout: connectTimeoutMs,
    proxyTls: connect,
    requestTls: trust,
    factory: tracked,
    // A proxy that takes CONNECT and stays silent must not hold the requests behind it.
    clientFactory: (at, options) => new Pool(at, { ...options, headersTimeout: connectTimeoutMs }),
  });
}
