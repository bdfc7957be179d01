import { rootCertificates } from 'node:tls';
import { Fault } from '@fairlead/plugin-sdk';
import type { ReplyFlow, ReplySink } from '@fairlead/dialects';
import { Pool, ProxyAgent, type Client, type Dispatcher } from 'undici';
import { proxyFor, type Environment } from './proxy.js';
import { ReplyHandler } from './reply-handler.js';
import { singleFlightLookup } from './single-flight-lookup.js';
import { TrackedClient } from './tracked-client.js';

/** The engine's own connect timer is usually shorter; this one clears the socket away. */
const CONNECT_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 60_000;

export interface HttpCall {
  readonly method: 'GET' | 'HEAD' | 'POST';
  /** Absolute. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** PEM text of authorities trusted besides the system's. */
  readonly ca?: string | undefined;
}

/** Sockets to providers: a pool per origin, kept alive, certificates verified, proxies honoured. No timers but connect. */
export class HttpTransport {
  readonly #pools = new Map<string, Dispatcher>();
  readonly #lookup = singleFlightLookup();

  constructor(private readonly env: Environment = process.env) {}

  /** Starts one call. Never throws. */
  send({ method, url, headers, body, ca }: HttpCall, sink: ReplySink): ReplyFlow {
    const target = URL.parse(url);
    if (target === null) return refuse(sink, new Fault('gateway_error', `"${url}" is not a URL`));
    const handler = new ReplyHandler(sink, hostPort(target));
    try {
      const pool = this.#pool(target, ca);
      const path = `${target.pathname}${target.search}`;
      pool.dispatch({ origin: target.origin, path, method, headers, ...(body && { body }) }, handler);
      return handler;
    } catch (error) {
      return refuse(sink, new Fault('gateway_error', error instanceof Error ? error.message : String(error)));
    }
  }

  /** Closes every connection once its request is done. */
  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.close()));
  }

  #pool(target: URL, ca: string | undefined): Dispatcher {
    const key = `${target.origin} ${ca ?? ''}`;
    let pool = this.#pools.get(key);
    if (pool === undefined) this.#pools.set(key, (pool = this.#open(target, ca)));
    return pool;
  }

  #open(target: URL, ca: string | undefined): Dispatcher {
    const trust = ca === undefined ? {} : { ca: [...rootCertificates, ca] };
    const options: Client.Options = {
      connect: { timeout: CONNECT_TIMEOUT_MS, lookup: this.#lookup, ...trust },
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: 0,
      bodyTimeout: 0,
      pipelining: 1,
      allowH2: false,
    };
    const proxy = proxyFor(target, this.env);
    if (proxy !== undefined) return new ProxyAgent({ ...options, uri: proxy, requestTls: trust });
    const factory = (origin: URL, clientOptions: object): Dispatcher =>
      new TrackedClient(origin, clientOptions);
    return new Pool(target.origin, { ...options, factory });
  }
}

/** `host:port`, with the scheme's port where the URL has none. */
export function hostPort(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;
}

function refuse(sink: ReplySink, fault: Fault): ReplyFlow {
  let over = false;
  queueMicrotask(() => {
    if (!over) sink.onError(fault);
  });
  return {
    pause() {},
    resume() {},
    abort() {
      over = true;
    },
  };
}
