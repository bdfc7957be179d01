import { dirname } from 'node:path';
import { seededRng, type Rng, type StrategyDefinition } from '@fairlead/plugin-sdk';
import { Engine, type Generation } from '@fairlead/engine';
import { Health } from '@fairlead/health';
import {
  HttpTransport,
  systemClock,
  type PluginWatch,
  summaryOf,
  type PluginSummary,
} from '@fairlead/plugin-host';
import { LoadBook } from '@fairlead/routing';
import { GatewayMetrics } from '@fairlead/telemetry';
import type { Logger } from 'pino';
import { DEFAULTS, type Settings } from '@fairlead/configuration';
import { DecisionLog } from '../observe/decision-log.js';
import { ExchangeObserver } from '../observe/exchange-observer.js';
import { routeGauges } from '../observe/route-gauges.js';
import { targetGauges } from '../observe/target-gauges.js';
import { SpanTracer } from '../observe/tracing/exchange-tracer.js';
import type { Tracing } from '../observe/tracing/start-tracing.js';
import { watchPlugins } from '../observe/plugin-log.js';
import { watchHealth } from '../observe/health-log.js';
import { Reloader } from '../reload/reloader.js';
import type { BuiltGeneration } from './build-generation.js';
import type { ConfigurationSource } from './configuration-source.js';
import { Generations } from './generations.js';
import { ProbeRunner } from './probe-runner.js';

/** What of the world around it the runtime minds. */
export interface Follows {
  /** Changes of the files are put in force. */
  readonly files: boolean;
  /** SIGHUP asks for a reload: only where the process is the gateway's own. */
  readonly signals: boolean;
  /** A policy that cannot be used at the start gives way to a kept copy of the last good one. */
  readonly lastKnownGood: boolean;
  /** What is good is kept for that. */
  readonly keeps: boolean;
}

interface RuntimeParts {
  readonly source: ConfigurationSource;
  /** As `source` says at the start; undefined: it cannot be read, which `start` will say. */
  readonly settings: Settings | undefined;
  readonly metrics: GatewayMetrics;
  readonly logger: Logger;
  readonly follows: Follows;
  /** What the listener of `/admin` is bound to; absent: it is part of an application, whose listener is unknown. */
  readonly adminHost?: string;
  /** Of a worker, from 1: with one seed for all, each shall draw for itself. */
  readonly seat?: number | undefined;
  /** Absent: traces are off. */
  readonly tracing?: Tracing | undefined;
}

const SEEDS = 2 ** 32;

/** What lives as long as the process: learned state, sockets, metrics, and the generation in force. */
export class Runtime {
  readonly clock = systemClock;
  readonly seed: number;
  readonly rng: Rng;
  readonly health: Health;
  readonly load: LoadBook;
  readonly transport = new HttpTransport();
  readonly pluginWatch: PluginWatch;
  readonly engine: Engine;
  readonly probes: ProbeRunner;
  readonly decisions = new DecisionLog();
  readonly generations: Generations;
  readonly reloader: Reloader;
  readonly metrics: GatewayMetrics;
  readonly logger: Logger;
  readonly follows: Follows;
  /** As it was started with: a reload cannot change it. */
  readonly bodyLimitBytes: number;
  readonly adminHost: string | undefined;
  readonly #tracing: Tracing | undefined;
  /** Metrics, log and decisions are told of what has happened. */
  readonly #catchUp: () => void;
  /** Readiness is down, and answers ask callers to close their connection. */
  draining = false;
  #stopped = false;

  constructor({ source, settings, metrics, logger, follows, adminHost, tracing, seat = 1 }: RuntimeParts) {
    const { clock } = this;
    this.metrics = metrics;
    this.logger = logger;
    this.follows = follows;
    this.adminHost = adminHost;
    this.bodyLimitBytes = settings?.bodyLimitBytes ?? DEFAULTS.limits.body;
    this.seed = ((settings?.seed ?? Math.floor(Math.random() * SEEDS)) + seat - 1) % SEEDS;
    this.rng = seededRng(this.seed);
    this.health = new Health({ clock, rng: this.rng.fork('health') });
    this.load = new LoadBook({ clock });
    this.pluginWatch = watchPlugins(logger, metrics);
    const observer = new ExchangeObserver(logger, metrics, this.decisions, () => this.settings.logSampling);
    this.#catchUp = observer.catchUp;
    process.prependListener('exit', this.#catchUp);
    metrics.observeExchanges(this.#catchUp);
    this.#tracing = tracing;
    const vendorOf = (provider: string): string | undefined =>
      this.generations.current.instances.get(provider)?.priceTable;
    const tracer = tracing && new SpanTracer(tracing.tracer, vendorOf);
    const rng = this.rng.fork('engine');
    const maxInflight = (): number | undefined => this.settings.maxInflight;
    const ports = { clock, rng, observer, maxInflight, ...(tracer && { tracer }) };
    this.engine = new Engine(ports, () => this.generation);
    this.generations = new Generations(this, () => this.engine);
    const now = (): Date => clock.wall();
    const { keeps } = follows;
    this.reloader = new Reloader({
      source,
      settings,
      generations: this.generations,
      metrics,
      logger,
      now,
      keeps,
    });
    this.probes = new ProbeRunner(this.health, metrics, logger, () => this.generations.current.instances);
    metrics.observeTargets(() => targetGauges(this.health, this.load));
    metrics.observeRoutes(() => routeGauges(this.generation));
    watchHealth(this.health, logger);
  }

  get generation(): Generation {
    return this.generations.current.generation;
  }

  /** Of the configuration in force. */
  get settings(): Settings {
    return this.generations.current.settings;
  }

  /** Findings that did not keep the configuration from being used. */
  get warnings(): BuiltGeneration['warnings'] {
    return this.generations.current.warnings;
  }

  /** How long what is under way may take to finish. */
  get drain(): Settings['drain'] {
    return this.generations.loaded ? this.settings.drain : DEFAULTS.drain;
  }

  /** What is loaded, and how it does. */
  get plugins(): PluginSummary[] {
    if (!this.generations.loaded) return [];
    const folder = dirname(this.settings.file);
    return this.generations.current.plugins.map((plugin) => summaryOf(plugin, folder));
  }

  get loadedAt(): Date {
    return this.generations.current.loadedAt;
  }

  /** Nothing is served any more. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /**
   * Loads plugins and policy.
   *
   * @param wait with files that cannot be used, serve nothing until they can
   * @throws ConfigurationError with every problem of every file
   */
  async start(strategies: ReadonlyMap<string, StrategyDefinition>, wait = false): Promise<void> {
    await this.reloader.start(strategies, { keep: this.follows.lastKnownGood, wait });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.engine.stop();
    process.off('exit', this.#catchUp);
    this.#catchUp();
    await this.generations.stop();
    await this.transport.close();
    await this.#tracing?.stop();
  }
}
