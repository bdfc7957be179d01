import type { StrategyDefinition } from '@fairlead/plugin-sdk';
import {
  ConfigurationError,
  fingerprintOf,
  SourceFiles,
  type Settings,
  type StandIns,
} from '@fairlead/configuration';
import type { Problem } from '@fairlead/policy';
import type { GatewayMetrics } from '@fairlead/telemetry';
import type { Logger } from 'pino';
import type { BuiltGeneration } from '../runtime/build-generation.js';
import { filesOf, readConfiguration, type ConfigurationSource } from '../runtime/configuration-source.js';
import type { Generations } from '../runtime/generations.js';
import { LastKnownGood } from './last-known-good.js';
import { errorLines, policyStatus, type PolicyStatus } from './policy-status.js';
import { needRestart } from './restart-settings.js';
import { stateFolder } from './state-folder.js';

interface ReloadWorld {
  readonly source: ConfigurationSource;
  readonly generations: Generations;
  /** As the process was started with; undefined: they could not be read. */
  readonly settings: Settings | undefined;
  readonly metrics: GatewayMetrics;
  readonly logger: Logger;
  readonly now: () => Date;
  /** Whether a policy in force is kept on disk. */
  readonly keeps: boolean;
}

/** Why the files are read again. */
export type ReloadCause = 'start' | 'change' | 'signal' | 'request';

/**
 * Reads the files and puts them in force, whole or not at all: what cannot be used leaves the running configuration as
 * it is, and everybody who looks is told. One at a time, in order.
 */
export class Reloader {
  /** What a later reload is compared with. */
  #started: Settings | undefined;
  #strategies: ReadonlyMap<string, StrategyDefinition> = new Map();
  /** What was read last, be it good or bad. */
  #files = new SourceFiles();
  #rejected: readonly Problem[] | undefined;
  #since: Date;
  #lastKnownGood = false;
  #queue: Promise<unknown> = Promise.resolve();
  /** Said once: the place does not get better by itself. */
  #cannotKeep = false;

  constructor(private readonly world: ReloadWorld) {
    this.#since = world.now();
    this.#started = world.settings;
  }

  /** What to watch: every file that was read, and those that were missing. */
  get paths(): readonly string[] {
    return this.#files.paths;
  }

  get status(): PolicyStatus {
    const told = { since: this.#since, lastKnownGood: this.#lastKnownGood, rejected: this.#rejected };
    const { generations } = this.world;
    return policyStatus(generations.loaded ? generations.current : undefined, told);
  }

  /**
   * The first time: with `keep`, a policy that cannot be used gives way to the one that was last in force; with `wait`,
   * nothing is in force until the files can be used.
   *
   * @throws ConfigurationError with every problem of every file
   */
  async start(
    strategies: ReadonlyMap<string, StrategyDefinition>,
    { keep, wait }: { readonly keep: boolean; readonly wait: boolean },
  ): Promise<void> {
    this.#strategies = strategies;
    try {
      this.#accept(await this.#build());
      if (keep) this.#keep();
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      const kept = keep ? await this.#buildKept() : undefined;
      if (kept === undefined && !wait) throw error;
      if (kept !== undefined) {
        this.#accept(kept);
        this.#lastKnownGood = true;
      }
      this.#reject(error.problems, 'start');
    }
  }

  /** Reads the files now, changed or not. */
  reload(cause: ReloadCause): Promise<PolicyStatus> {
    return this.#inTurn(() => this.#attempt(cause));
  }

  /** Reads the files if they are not what was read last. */
  reloadIfChanged(): Promise<PolicyStatus> {
    return this.#inTurn(async () => {
      const changed = (await fingerprintOf(this.paths)) !== this.#files.fingerprint;
      return changed ? this.#attempt('change') : this.status;
    });
  }

  /** Everything a reload would find if the policy were this text; what is running stays as it is. */
  async check(policy: string): Promise<readonly Problem[]> {
    const { source, generations } = this.world;
    try {
      const { path } = readConfiguration(source, filesOf(source)).policyFile;
      const settings = readConfiguration(source, filesOf(source, new Map([[path, policy]])));
      return await generations.tryOut(settings, this.#strategies);
    } catch (error) {
      if (error instanceof ConfigurationError) return error.problems;
      throw error;
    }
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(run);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #attempt(cause: ReloadCause): Promise<PolicyStatus> {
    const { logger, metrics } = this.world;
    try {
      const next = await this.#build();
      this.#accept(next);
      this.#keep();
      metrics.policyReload('loaded');
      const { version, name } = next.generation.plan;
      const warnings = next.warnings.length > 0 ? next.warnings : undefined;
      logger.info({ cause, version, name, warnings }, 'policy loaded');
      this.#started ??= next.settings;
      const restart = needRestart(this.#started, next.settings);
      if (restart.length > 0) logger.warn({ settings: restart }, 'these settings wait for a restart');
    } catch (error) {
      if (!(error instanceof ConfigurationError)) {
        logger.error({ err: error, cause }, 'reload failed');
        throw error;
      }
      metrics.policyReload('rejected');
      this.#reject(error.problems, cause);
    }
    return this.status;
  }

  #build(standIns?: StandIns): Promise<BuiltGeneration> {
    const files = filesOf(this.world.source, standIns);
    // A kept policy is not what the files say: they are still the ones to watch.
    if (standIns === undefined) this.#files = files;
    const settings = readConfiguration(this.world.source, files);
    return this.world.generations.build(settings, this.#strategies);
  }

  /** Undefined when there is none that works with the rest of the configuration. */
  async #buildKept(): Promise<BuiltGeneration | undefined> {
    const known = this.#store()?.find();
    if (known === undefined) return undefined;
    try {
      return await this.#build(known.policies);
    } catch (error) {
      if (error instanceof ConfigurationError) return undefined;
      throw error;
    }
  }

  #accept(next: BuiltGeneration): void {
    const { generations, metrics, logger, now } = this.world;
    generations.takeOver(next);
    const { version, name } = next.generation.plan;
    metrics.policyInfo(version, name);
    metrics.policyRejected(false);
    logger.level = next.settings.logLevel;
    this.#since = now();
    this.#rejected = undefined;
    this.#lastKnownGood = false;
  }

  #reject(problems: readonly Problem[], cause: ReloadCause): void {
    const { generations, logger, metrics, now } = this.world;
    metrics.policyRejected(true);
    if (this.#rejected === undefined) this.#since = now();
    this.#rejected = problems;
    const version = generations.loaded ? generations.current.generation.plan.version : undefined;
    const running = this.#lastKnownGood ? 'the last known good policy' : 'the policy as it was';
    const then = generations.loaded ? `${running} stays in force` : 'nothing is served until it can be used';
    logger.error({ cause, version, problems: errorLines(problems) }, `policy rejected: ${then}`);
  }

  #store(): LastKnownGood | undefined {
    const { source } = this.world;
    const { file, stateDir } = this.#started ?? {};
    const folder = file && stateFolder(file, stateDir, source.env);
    return folder ? new LastKnownGood(folder, file) : undefined;
  }

  #keep(): void {
    if (!this.world.keeps) return;
    try {
      const { version } = this.world.generations.current.generation.plan;
      this.#store()?.save(version, this.#files.policies);
      this.#cannotKeep = false;
    } catch (error) {
      if (!this.#cannotKeep)
        this.world.logger.warn(
          { reason: (error as Error).message },
          'the policy cannot be kept for a restart: set state_dir to a folder this process can write, or to none',
        );
      this.#cannotKeep = true;
    }
  }
}
