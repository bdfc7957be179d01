import type { StrategyDefinition, TargetId } from '@fairlead/plugin-sdk';
import { declareHealth, type Settings } from '@fairlead/configuration';
import type { Engine } from '@fairlead/engine';
import { buildGeneration, type BuiltGeneration, type Foundations } from './build-generation.js';
import { keptBalancers } from './kept-balancers.js';

/**
 * The configuration in force, and those before it that requests still go by. One takes over whole or not at all; what
 * was learned (circuits, quota, estimates, what strategies remember) goes with the names, not with the generation.
 */
export class Generations {
  #current: BuiltGeneration | undefined;
  /** In force or draining. */
  readonly #live = new Set<BuiltGeneration>();
  #built = 0;

  constructor(
    private readonly foundations: Foundations,
    private readonly engine: () => Engine,
  ) {}

  get current(): BuiltGeneration {
    if (this.#current === undefined) throw new Error('no configuration has been loaded yet');
    return this.#current;
  }

  /** Whether one is in force. */
  get loaded(): boolean {
    return this.#current !== undefined;
  }

  /** Those that a later one has taken over from and that requests still go by. */
  get draining(): number {
    return this.#live.size - 1;
  }

  /** @throws ConfigurationError; then nothing has changed */
  build(settings: Settings, strategies: ReadonlyMap<string, StrategyDefinition>): Promise<BuiltGeneration> {
    // Each draws from a stream of its own: a reload must not begin the first one's dice anew.
    const rng = this.#built === 0 ? this.foundations.rng : this.foundations.rng.fork(`load:${this.#built}`);
    this.#built++;
    return buildGeneration({ ...this.foundations, rng }, settings, strategies);
  }

  /** Builds it and takes it apart again. @returns its warnings @throws ConfigurationError */
  async tryOut(
    settings: Settings,
    strategies: ReadonlyMap<string, StrategyDefinition>,
  ): Promise<BuiltGeneration['warnings']> {
    const built = await this.build(settings, strategies);
    await this.#stopProviders(built);
    return built.warnings;
  }

  /** From here on every new request goes by it. */
  takeOver(next: BuiltGeneration): void {
    const { health } = this.foundations;
    const { plan, router, targets } = next.generation;
    const before = this.#current;
    declareHealth({ plan, targets, instances: next.instances }, health, before && this.#knownTargets());
    if (before) router.restore(keptBalancers(before.generation.router.snapshot(), plan, targets));
    this.#current = next;
    this.#live.add(next);
    if (before)
      void this.engine()
        .whenReleased(before.generation)
        .then(() => this.#retire(before));
  }

  /** The process ends. */
  async stop(): Promise<void> {
    for (const built of this.#live) await this.#stopProviders(built);
    this.#live.clear();
  }

  /** Its last request is over: providers stop, and targets that no other generation names are forgotten. */
  async #retire(old: BuiltGeneration): Promise<void> {
    if (!this.#live.delete(old)) return;
    const known = this.#knownTargets();
    for (const id of old.generation.targets.keys()) {
      if (known.has(id)) continue;
      this.foundations.health.forget(id);
      this.foundations.load.forget(id);
    }
    await this.#stopProviders(old);
  }

  #knownTargets(): ReadonlySet<TargetId> {
    return new Set([...this.#live].flatMap(({ generation }) => [...generation.targets.keys()]));
  }

  async #stopProviders({ instances }: BuiltGeneration): Promise<void> {
    for (const instance of instances.values()) {
      try {
        await instance.stop();
      } catch (err) {
        this.foundations.logger.error({ err, provider: instance.name }, 'provider did not stop cleanly');
      }
    }
  }
}
