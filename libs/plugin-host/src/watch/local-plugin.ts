import type { Clock, StrategyDefinition } from '@fairlead/plugin-sdk';
import { callMarks } from './call-marks.js';
import { guardStrategy } from './guarded-strategy.js';
import { PluginCircuit } from './plugin-circuit.js';
import type { PluginStatus, PluginWatch } from './plugin-watch.js';
import { ProviderGuard } from './provider-guard.js';

/** A plugin that runs in this thread: its calls are marked, and what keeps failing is left alone for a while. */
export class LocalPlugin {
  readonly #circuits = new Map<string, PluginCircuit>();

  constructor(
    readonly name: string,
    private readonly watch: PluginWatch,
  ) {}

  get status(): PluginStatus {
    for (const [provider, circuit] of this.#circuits) {
      const { out } = circuit;
      if (out !== undefined) return { state: 'failing', reason: `${provider} is left alone: ${out.why}` };
    }
    return { state: 'running' };
  }

  /** `create` of a provider; what it throws is a problem of the configuration. */
  creating<T>(make: () => T): T {
    return callMarks.run(callMarks.register({ plugin: this.name, call: 'create' }), make);
  }

  /** For one configured provider of it. */
  guard(provider: string, clock: Clock, redact: (text: string) => string): ProviderGuard {
    const circuit = new PluginCircuit(clock);
    this.#circuits.set(provider, circuit);
    return new ProviderGuard({ plugin: this.name, provider, circuit, watch: this.watch, redact });
  }

  strategy(definition: StrategyDefinition): StrategyDefinition {
    return guardStrategy(this.name, definition);
  }
}
