import type { Clock, Rng, StrategyDefinition } from '@fairlead/plugin-sdk';
import { loadDeployment, type Deployment, type Settings } from '@fairlead/configuration';
import type { Generation } from '@fairlead/engine';
import type { Health } from '@fairlead/health';
import type { HttpTransport, PluginWatch } from '@fairlead/plugin-host';
import { Router, type LoadBook } from '@fairlead/routing';
import type { Logger } from 'pino';

/** What outlives every generation, and each is built on. */
export interface Foundations {
  readonly clock: Clock;
  readonly rng: Rng;
  readonly health: Health;
  readonly load: LoadBook;
  readonly transport: HttpTransport;
  readonly pluginWatch: PluginWatch;
  readonly logger: Logger;
}

export interface BuiltGeneration extends Pick<Deployment, 'plugins' | 'instances' | 'sources' | 'warnings'> {
  readonly generation: Generation;
  readonly settings: Settings;
  readonly loadedAt: Date;
}

/**
 * A configuration that could take over, or every reason why not. Nothing that lives on is changed by it.
 *
 * @throws ConfigurationError
 */
export async function buildGeneration(
  foundations: Foundations,
  settings: Settings,
  strategies: ReadonlyMap<string, StrategyDefinition>,
): Promise<BuiltGeneration> {
  const { clock, transport, pluginWatch: watch } = foundations;
  const deployment = await loadDeployment(settings, { clock, transport, strategies, watch });
  const { plugins, instances, sources, warnings } = deployment;
  return {
    generation: assemble(foundations, deployment),
    settings,
    plugins,
    instances,
    sources,
    loadedAt: clock.wall(),
    warnings,
  };
}

function assemble({ clock, rng, health, load, logger }: Foundations, deployment: Deployment): Generation {
  const { plan, targets, strategies, instances: providers } = deployment;
  const router = new Router({
    targets,
    strategies,
    health,
    load,
    clock,
    rng: rng.fork('routing'),
    onStrategyError: (err, pool) =>
      logger.error({ err, pool: pool.id, strategy: pool.strategy.type }, 'strategy failed'),
  });
  return { plan, router, health, targets, providers };
}
