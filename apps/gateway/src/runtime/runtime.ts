import { seededRng, type Rng, type StrategyDefinition } from '@fairlead/plugin-sdk';
import { Engine, type Generation } from '@fairlead/engine';
import { Health } from '@fairlead/health';
import { HttpTransport } from '@fairlead/plugin-host';
import { LoadBook } from '@fairlead/routing';
import { GatewayMetrics } from '@fairlead/telemetry';
import type { Logger } from 'pino';
import type { Settings } from '@fairlead/configuration';
import { ExchangeObserver } from '../observe/exchange-observer.js';
import { targetGauges } from '../observe/target-gauges.js';
import { watchHealth } from '../observe/health-log.js';
import { buildGeneration, type BuiltGeneration } from './build-generation.js';
import { ProbeRunner } from './probe-runner.js';
import { systemClock } from './system-clock.js';

/** What lives as long as the process: learned state, sockets, metrics, and the generation in force. */
export class Runtime {
  readonly clock = systemClock;
  readonly seed: number;
  readonly rng: Rng;
  readonly health: Health;
  readonly load: LoadBook;
  readonly transport = new HttpTransport();
  readonly engine: Engine;
  readonly probes: ProbeRunner;
  /** Readiness is down, and answers ask callers to close their connection. */
  draining = false;
  #built: BuiltGeneration | undefined;

  constructor(
    readonly settings: Settings,
    readonly metrics: GatewayMetrics,
    readonly logger: Logger,
  ) {
    const { clock } = this;
    this.seed = settings.seed ?? Math.floor(Math.random() * 2 ** 32);
    this.rng = seededRng(this.seed);
    this.health = new Health({ clock, rng: this.rng.fork('health') });
    this.load = new LoadBook({ clock });
    const observer = new ExchangeObserver(logger, metrics);
    this.engine = new Engine({ clock, rng: this.rng.fork('engine'), observer }, () => this.generation);
    this.probes = new ProbeRunner(this.health, metrics, logger, () => this.#loaded.instances);
    metrics.observeTargets(() => targetGauges(this.health, this.load));
    watchHealth(this.health, logger);
  }

  get generation(): Generation {
    return this.#loaded.generation;
  }

  /** Findings that did not keep the configuration from being used. */
  get warnings(): BuiltGeneration['warnings'] {
    return this.#loaded.warnings;
  }

  get loadedAt(): Date {
    return this.#loaded.loadedAt;
  }

  /**
   * Loads plugins and policy.
   *
   * @throws ConfigurationError with every problem of every file
   */
  async start(strategies: ReadonlyMap<string, StrategyDefinition>): Promise<void> {
    this.#built = await buildGeneration(this, strategies);
    const { version, name } = this.generation.plan;
    this.metrics.policyInfo(version, name);
  }

  async stop(): Promise<void> {
    for (const instance of this.#built?.instances.values() ?? []) await instance.stop();
    await this.transport.close();
  }

  get #loaded(): BuiltGeneration {
    if (this.#built === undefined) throw new Error('Runtime.start() has not completed');
    return this.#built;
  }
}
