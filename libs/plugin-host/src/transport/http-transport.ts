import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { Fault } from '@fairlead/plugin-sdk';
import type { ReplyFlow, ReplySink } from '@fairlead/dialects';
import { handshake, type Handshake } from './handshake.js';
import { openPool, trustOf, type Trust } from './open-pool.js';
import { proxyFor, type Environment } from './proxy.js';
import { ReplyHandler } from './reply-handler.js';
import { sendableHeaders } from './sendable-headers.js';
import { singleFlightLookup } from './single-flight-lookup.js';

/** The engine's own connect timer is usually shorter; this one clears the socket away. */
const CONNECT_TIMEOUT_MS = 10_000;

export interface HttpCall {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'DELETE';
  /** Absolute. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>;
  /** PEM text of authorities trusted besides the system's. */
  readonly ca?: string | undefined;
}

interface TransportOptions {
  /** Where `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` are read. Default: the process's. */
  readonly env?: Environment;
  /** Default: the system's resolver, one lookup per name at a time. */
  readonly lookup?: LookupFunction;
  readonly connectTimeoutMs?: number;
}

interface Pooled {
  readonly pool: Dispatcher;
  /** `host:port`, and the proxy's where there is one, for messages. */
  readonly endpoint: string;
}

/** Sockets to providers: a pool per origin, kept alive, certificates verified, proxies honoured. No timers but connect. */
export class HttpTransport {
  readonly #env: Environment;
  readonly #settings: { readonly lookup: LookupFunction; readonly connectTimeoutMs: number };
  /** By authorities, then by origin. */
  readonly #pools = new Map<string | undefined, Map<string, Pooled>>();
  readonly #trust = new Map<string | undefined, Trust>();
  #closed = false;

  constructor({ env, lookup, connectTimeoutMs }: TransportOptions = {}) {
    this.#env = env ?? process.env;
    this.#settings = {
      lookup: lookup ?? singleFlightLookup(),
      connectTimeoutMs: connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    };
  }

  /** Starts one call. Never throws, and `sink` hears nothing before this has returned. */
  send(call: HttpCall, sink: ReplySink): ReplyFlow {
    const handler = new ReplyHandler(sink);
    // undici may write to an idle connection, and refuse a request, before its dispatch() returns.
    queueMicrotask(() => this.#dispatch(call, handler));
    return handler;
  }

  /** Whether `url` can be reached, certificate and all, without asking it anything. */
  handshake(url: URL, ca: string | undefined): Handshake {
    return handshake(url, this.#trustOf(ca), this.#settings.lookup);
  }

  /** `host:port` of the proxy that calls to `url` go through. */
  proxyOf(url: URL): string | undefined {
    const proxy = proxyFor(url, this.#env);
    return proxy === undefined ? undefined : hostPort(new URL(proxy));
  }

  /** Closes every connection once its request is done; calls from now on fail. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#all().map((pool) => pool.close()));
  }

  /** Closes every connection now; requests under way fail. */
  async destroy(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#all().map((pool) => pool.destroy()));
  }

  #dispatch({ method, url, headers, body, ca }: HttpCall, handler: ReplyHandler): void {
    if (handler.over) return;
    try {
      if (this.#closed) throw new Fault('gateway_error', 'the gateway is stopping');
      const target = URL.parse(url);
      if (target === null) throw new Fault('gateway_error', `"${url}" is not a URL`);
      const { origin, pathname, search } = target;
      const { pool, endpoint } = this.#pool(target, ca);
      handler.endpoint = endpoint;
      const options = { origin, path: `${pathname}${search}`, method, headers: sendableHeaders(headers) };
      pool.dispatch({ ...options, ...(body && { body: sendable(body) }) }, handler);
    } catch (error) {
      handler.fail(error instanceof Fault ? error : new Fault('gateway_error', (error as Error).message));
    }
  }

  #pool(target: URL, ca: string | undefined): Pooled {
    let pools = this.#pools.get(ca);
    if (pools === undefined) this.#pools.set(ca, (pools = new Map<string, Pooled>()));
    let pooled = pools.get(target.origin);
    if (pooled === undefined) {
      const proxy = proxyFor(target, this.#env);
      pooled = {
        pool: openPool(target.origin, proxy, this.#trustOf(ca), this.#settings),
        endpoint: `${hostPort(target)}${proxy === undefined ? '' : ` (by the proxy ${hostPort(new URL(proxy))})`}`,
      };
      pools.set(target.origin, pooled);
    }
    return pooled;
  }

  #trustOf(ca: string | undefined): Trust {
    let trust = this.#trust.get(ca);
    if (trust === undefined) this.#trust.set(ca, (trust = trustOf(ca)));
    return trust;
  }

  #all(): Dispatcher[] {
    return [...this.#pools.values()].flatMap((pools) => [...pools.values()].map(({ pool }) => pool));
  }
}

/** A body that comes in pieces is pulled at the pace of the connection. */
function sendable(body: Uint8Array | AsyncIterable<Uint8Array>): Uint8Array | Readable {
  return body instanceof Uint8Array ? body : Readable.from(body, { objectMode: false });
}

/** `host:port`, with the scheme's port where the URL has none. */
export function hostPort(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;
}
