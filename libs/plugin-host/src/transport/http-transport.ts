import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { Fault } from '@fairlead/plugin-sdk';
import type { ReplyFlow, ReplySink } from '@fairlead/dialects';
import { forbidden, guardedLookup, isForbidden } from './forbidden-address.js';
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
  readonly body?: Uint8Array | AsyncIterable<Uint8Array> | undefined;
  readonly egress?: Egress;
}

/** Under which conditions a provider is called. */
export interface Egress {
  /** PEM text of authorities trusted besides the system's. */
  readonly ca?: string | undefined;
  /** It may be at a link-local address, or at one of a cloud's metadata. Default: refused. */
  readonly allowLinkLocal?: boolean | undefined;
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

/** Where a call goes, taken apart. */
interface Destination extends Pooled {
  readonly origin: string;
  readonly path: string;
}

/** What is called again and again is few addresses; ids of kept replies are many. */
const MAX_DESTINATIONS = 1000;
/** Nothing is asked for. */
const ANY: Egress = {};

/** Sockets to providers: a pool per origin, kept alive, certificates verified, proxies honoured. No timers but connect. */
export class HttpTransport {
  readonly #env: Environment;
  readonly #settings: { readonly lookup: LookupFunction; readonly connectTimeoutMs: number };
  /** By conditions, then by origin. */
  readonly #pools = new Map<string, Map<string, Pooled>>();
  /** Taking a URL apart was 1% of a request. */
  readonly #destinations = new WeakMap<Egress, Map<string, Destination>>();
  readonly #trust = new Map<string | undefined, Trust>();
  readonly #guarded: LookupFunction;
  #closed = false;

  constructor({ env, lookup, connectTimeoutMs }: TransportOptions = {}) {
    this.#env = env ?? process.env;
    this.#settings = {
      lookup: lookup ?? singleFlightLookup(),
      connectTimeoutMs: connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    };
    this.#guarded = guardedLookup(this.#settings.lookup);
  }

  /** Starts one call. Never throws, and `sink` hears nothing before this has returned. */
  send(call: HttpCall, sink: ReplySink): ReplyFlow {
    const handler = new ReplyHandler(sink);
    // undici may write to an idle connection, and refuse a request, before its dispatch() returns.
    queueMicrotask(() => this.#dispatch(call, handler));
    return handler;
  }

  /** Whether `url` can be reached, certificate and all, without asking it anything. */
  handshake(url: URL, egress: Egress = {}): Handshake {
    if (isBarred(url, egress)) return { done: Promise.reject(forbidden(url.hostname)), abort() {} };
    return handshake(url, this.#trustOf(egress.ca), this.#lookup(egress));
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

  #dispatch({ method, url, headers, body, egress = ANY }: HttpCall, handler: ReplyHandler): void {
    if (handler.over) return;
    try {
      if (this.#closed) throw new Fault('gateway_error', 'the gateway is stopping');
      const { origin, path, pool, endpoint } = this.#destination(url, egress);
      handler.endpoint = endpoint;
      const sent = body === undefined ? null : sendable(body);
      pool.dispatch({ origin, path, method, headers: sendableHeaders(headers), body: sent }, handler);
    } catch (error) {
      handler.fail(error instanceof Fault ? error : new Fault('gateway_error', (error as Error).message));
    }
  }

  /** @throws Fault where nothing can be sent there */
  #destination(url: string, egress: Egress): Destination {
    let known = this.#destinations.get(egress);
    if (known === undefined) this.#destinations.set(egress, (known = new Map<string, Destination>()));
    let destination = known.get(url);
    if (destination === undefined) {
      const target = URL.parse(url);
      if (target === null) throw new Fault('gateway_error', `"${url}" is not a URL`);
      const { origin, pathname, search } = target;
      destination = { origin, path: `${pathname}${search}`, ...this.#pool(target, egress) };
      if (known.size >= MAX_DESTINATIONS) known.clear();
      known.set(url, destination);
    }
    return destination;
  }

  #pool(target: URL, egress: Egress): Pooled {
    const conditions = `${egress.allowLinkLocal === true} ${egress.ca ?? ''}`;
    let pools = this.#pools.get(conditions);
    if (pools === undefined) this.#pools.set(conditions, (pools = new Map<string, Pooled>()));
    let pooled = pools.get(target.origin);
    if (pooled === undefined) {
      if (isBarred(target, egress)) throw new Fault('connect_error', forbidden(target.hostname).message);
      const proxy = proxyFor(target, this.#env);
      pooled = {
        pool: openPool(target.origin, proxy, this.#trustOf(egress.ca), {
          ...this.#settings,
          // A proxy's own address is the operator's word, and behind it names are the proxy's to look up.
          ...(proxy === undefined && { lookup: this.#lookup(egress) }),
        }),
        endpoint: `${hostPort(target)}${proxy === undefined ? '' : ` (by the proxy ${hostPort(new URL(proxy))})`}`,
      };
      pools.set(target.origin, pooled);
    }
    return pooled;
  }

  #lookup({ allowLinkLocal = false }: Egress): LookupFunction {
    return allowLinkLocal ? this.#settings.lookup : this.#guarded;
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

/** Names are looked at when they are looked up. */
function isBarred({ hostname }: URL, { allowLinkLocal = false }: Egress): boolean {
  return !allowLinkLocal && isForbidden(hostname);
}

/** A body that comes in pieces is pulled at the pace of the connection. */
function sendable(body: Uint8Array | AsyncIterable<Uint8Array>): Uint8Array | Readable {
  return body instanceof Uint8Array ? body : Readable.from(body, { objectMode: false });
}

/** `host:port`, with the scheme's port where the URL has none. */
export function hostPort(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;
}
