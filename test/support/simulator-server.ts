import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import {
  DIALECTS,
  type Clock,
  type ConversationDialect,
  type DialectName,
  type Provider,
} from '@fairlead/plugin-sdk';
import plugin from '@fairlead/plugin-simulator';
import { refuseCaller, unknownPath, type Refusal } from './simulator-server-auth.js';
import { modelsJson, routeOf } from './simulator-server-routes.js';

/** A request that the simulated vendor let in. */
interface SimulatedRequest {
  readonly dialect: DialectName;
  readonly path: string;
  readonly model: string;
  readonly stream: boolean;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface SimulatorServer {
  /** Without a path, e.g. `http://127.0.0.1:34567`. */
  readonly url: string;
  /** With the version that the vendor's base address has. */
  readonly baseUrl: string;
  /** The only key it lets in. */
  readonly apiKey: string;
  /** In order of arrival; refused callers are not among them. */
  readonly requests: readonly SimulatedRequest[];
  stop(): Promise<void>;
}

interface SimulatorServerOptions {
  readonly dialect: ConversationDialect;
  /** Further options of the simulator, as its YAML has them. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** What the list of models has; any other model is served too. */
  readonly models?: readonly string[];
}

/** Fast enough to wait for, and one token after the other all the same. */
const QUICK = { first_token: '1ms', tokens_per_second: 20_000, output_tokens: 12 };

const clock: Clock = {
  now: () => performance.now(),
  wall: () => new Date(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

/** A vendor on 127.0.0.1, as a provider's `base_url` finds it: its paths, its keys, its wire. Stop it when done. */
export async function startSimulatorServer(setup: SimulatorServerOptions): Promise<SimulatorServer> {
  const { dialect, models = ['swift'] } = setup;
  const provider = simulatedProvider({ ...QUICK, ...setup.options, dialect });
  const apiKey = 'simulated-key';
  const requests: SimulatedRequest[] = [];

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const bytes = await buffer(incoming);
    const url = new URL(incoming.url ?? '/', 'http://vendor.test');
    const refusal = refuseCaller(dialect, incoming.headers, url, apiKey);
    if (refusal !== undefined) return end(response, refusal);
    if (incoming.method === 'GET' && /^\/v1(?:beta)?\/models$/.test(url.pathname))
      return end(response, { status: 200, json: modelsJson(dialect, models) });
    const route = incoming.method === 'POST' ? routeOf(url) : undefined;
    if (route === undefined || !provider.speaks!.includes(route.dialect))
      return end(response, unknownPath(dialect, url));
    const body = readJson(bytes);
    const named = typeof body['model'] === 'string' ? body['model'] : '';
    const { model = named, stream = body['stream'] === true } = route;
    const seen = {
      dialect: route.dialect,
      path: url.pathname,
      model,
      stream,
      headers: incoming.headers,
      body,
    };
    requests.push(seen);
    await answer(provider, seen, bytes, response);
  };

  const server = createServer((incoming, response) => {
    // A client that leaves, or a reply that breaks off on purpose, ends the connection and nothing else.
    serve(incoming, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    baseUrl: `${url}/${dialect === 'gemini' ? 'v1beta' : 'v1'}`,
    apiKey,
    requests,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @throws Error with all that is wrong with the options */
function simulatedProvider(options: Readonly<Record<string, unknown>>): Provider {
  const definition = plugin.providers!['simulator']!;
  const parsed = definition.config.parse(options);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('; '));
  return definition.create(parsed.value, { name: 'vendor', clock });
}

async function answer(
  provider: Provider,
  { dialect, model, stream }: SimulatedRequest,
  body: Uint8Array,
  response: ServerResponse,
): Promise<void> {
  const left = new AbortController();
  response.on('close', () => left.abort());
  const request = { operation: DIALECTS[dialect], dialect, model, stream, body, headers: {} };
  const reply = await provider.respond!(request, { signal: left.signal, clock });
  response.writeHead(reply.status, reply.headers);
  await pipeline(reply.body, response);
}

function end(response: ServerResponse, { status, json }: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
}

function readJson(bytes: Buffer): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(bytes.toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
}
