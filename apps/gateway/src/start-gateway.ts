import type { Server } from 'node:http';
import { startTracing } from './observe/tracing/start-tracing.js';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Problem } from '@fairlead/policy';
import { GatewayMetrics } from '@fairlead/telemetry';
import { keepBodiesAsText } from './admin/text-bodies.js';
import { AdminModule } from './admin/admin.module.js';
import type { Address, Settings } from '@fairlead/configuration';
import { FairleadModule } from './fairlead.module.js';
import { keepBodiesAsBytes } from './http/body-parser.js';
import { identifyAnswer } from './http/identify-answers.js';
import { idleCloser } from './http/idle-connections.js';
import { closeWhenDraining } from './http/close-when-draining.js';
import { DialectErrorFilter } from './http/dialect-error.filter.js';
import { refuseUrl } from './http/refuse.js';
import { Entry } from './http/entry.js';
import { addInferenceRoutes } from './http/inference-routes.js';
import { Shedding } from './http/shedding.js';
import { WITHOUT_SCHEMAS } from './http/without-schemas.js';
import { countHttp } from './observe/http-metrics.js';
import { createLogger } from './observe/logger.js';
import { guardProcess } from './observe/guard-process.js';
import { NestLogger } from './observe/nest-logger.js';
import { giveBackStartupMemory } from './observe/startup-memory.js';
import type { ConfigurationSource } from './runtime/configuration-source.js';
import { Runtime } from './runtime/runtime.js';
import { shownUrl } from './shown-url.js';
import type { Seat } from './workers/seat.js';

/** How often Node looks for requests that take too long to arrive. */
const LOOK_FOR_SLOW_MS = 10_000;
const SWEEP_MS = 100;

export interface Gateway {
  readonly runtime: Runtime;
  readonly admin: NestFastifyApplication;
  /** Findings that do not keep the gateway from serving. */
  readonly warnings: readonly Problem[];
  /** Undefined when it was only checked. */
  readonly urls: { readonly api: string; readonly admin: string } | undefined;
  /** Of the API, open now. */
  connections(): Promise<number>;
  readonly shedding: Shedding;
  close(): Promise<void>;
}

export interface StartOptions {
  /** Else it is only checked. */
  readonly listen: boolean;
  /** Of a worker: what is for operators is served by the primary, which asks. */
  readonly seat?: Seat | undefined;
}

/**
 * Builds the gateway and, unless it is only to be checked, opens both listeners.
 *
 * @throws ConfigurationError with every problem of configuration, plugins and policy
 */
export async function startGateway(
  source: ConfigurationSource,
  settings: Settings,
  { listen, seat }: StartOptions,
): Promise<Gateway> {
  const logger = await createLogger(settings.logLevel, process.stdout.isTTY === true, seat);
  const metrics = new GatewayMetrics();
  const tracing = listen ? await startTracing(source.env, logger) : undefined;
  // Of several workers one keeps the policy for a restart: all of them have the same.
  const keeps = seat === undefined || seat.number === 1;
  const follows = { files: listen, signals: listen, lastKnownGood: listen, keeps };
  // As it is started: a reload does not move a listener.
  const adminHost = settings.listen.admin.host;
  const runtime = new Runtime({
    source,
    settings,
    metrics,
    logger,
    follows,
    adminHost,
    tracing,
    seat: seat?.number,
  });
  const { stallMs } = settings.watchdog;
  const unguard = listen && guardProcess({ logger, watch: runtime.pluginWatch, stallMs });
  const options = { logger: new NestLogger(logger), abortOnError: false, bodyParser: false } as const;
  const api = await NestFactory.create<NestFastifyApplication>(
    FairleadModule.around(runtime),
    apiAdapter(settings),
    options,
  );
  api.useGlobalFilters(new DialectErrorFilter(runtime));
  keepBodiesAsBytes(api.getHttpAdapter().getInstance(), settings.bodyLimitBytes);
  api
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', identifyAnswer)
    .addHook('onRequest', closeWhenDraining(runtime))
    .addHook('onResponse', countHttp(metrics));
  const shedding = new Shedding();
  // One process alone has nobody to send its callers to.
  if (seat !== undefined) api.getHttpAdapter().getInstance().addHook('onRequest', shedding.hook);
  addInferenceRoutes(api.getHttpAdapter().getInstance(), runtime, api.get(Entry));
  await api.init();
  limitConnections(api.getHttpServer(), settings);
  const admin = await NestFactory.create<NestFastifyApplication>(
    AdminModule.forRoot(runtime, { health: seat !== undefined }),
    new FastifyAdapter({ schemaController: WITHOUT_SCHEMAS }),
    options,
  );
  keepBodiesAsText(admin.getHttpAdapter().getInstance());
  const listeners = [api, admin];
  const closers = listeners.map((listener) => idleCloser(listener.getHttpServer()));
  const close = async (): Promise<void> => {
    await closeAll(listeners, closers);
    if (unguard) await unguard();
  };
  const connections = (): Promise<number> => openConnections(api.getHttpServer());
  const gateway = { runtime, admin, warnings: runtime.warnings, connections, shedding, close };
  if (!listen) return { ...gateway, urls: undefined };
  try {
    const urls = {
      api: await open(api, settings.listen.api),
      admin: seat === undefined ? await open(admin, settings.listen.admin) : await answerOnly(admin, seat),
    };
    giveBackStartupMemory(() => runtime.engine.inflight > 0);
    return { ...gateway, urls };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Closes the listeners once their requests are done. A connection whose last reply leaves at this very moment is not
 * idle yet when the server looks, and would be kept alive: so it looks again.
 */
async function closeAll(
  listeners: readonly NestFastifyApplication[],
  closers: readonly (() => void)[],
): Promise<void> {
  const sweep = setInterval(() => closers.forEach((closeIdle) => closeIdle()), SWEEP_MS);
  try {
    await Promise.all(listeners.map((listener) => listener.close()));
  } finally {
    clearInterval(sweep);
  }
}

function apiAdapter(settings: Settings): FastifyAdapter {
  return new FastifyAdapter({
    schemaController: WITHOUT_SCHEMAS,
    bodyLimit: settings.bodyLimitBytes,
    requestTimeout: settings.receiveTimeoutMs,
    http: { connectionsCheckingInterval: Math.min(settings.receiveTimeoutMs, LOOK_FOR_SLOW_MS) },
    // While draining, requests on open connections are still answered.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    // Longer than the idle timeout of common balancers (60 s), so that they close first and never hit a closed socket.
    keepAliveTimeout: 75_000,
    // Ids of kept replies are longer than the router's default of 100 characters at some providers.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1024 },
    frameworkErrors: refuseUrl,
  });
}

function openConnections(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((_error, count) => resolve(count ?? 0)));
}

function limitConnections(server: Server, { maxConnections, receiveTimeoutMs }: Settings): void {
  if (maxConnections !== undefined) {
    server.maxConnections = maxConnections;
    // Else a worker that is full gives a connection back to the primary, and full workers pass it round for ever.
    // The types of Node do not know it yet.
    Object.assign(server, { dropMaxConnection: true });
  }
  // Node lets requests take for ever while this is the longer of the two.
  server.headersTimeout = Math.min(server.headersTimeout, receiveTimeoutMs);
}

/** Its pages are there for whoever asks in this process. */
async function answerOnly(admin: NestFastifyApplication, { adminUrl }: Seat): Promise<string> {
  await admin.init();
  await admin.getHttpAdapter().getInstance().ready();
  return adminUrl;
}

async function open(listener: NestFastifyApplication, { host, port }: Address): Promise<string> {
  await listener.listen(port, host);
  const address = listener.getHttpServer().address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return shownUrl(host, actual);
}
