import type { Clock, Rng, StrategyDefinition } from '@fairlead/plugin-sdk';
import { loadDeployment, type Deployment, type Settings } from '@fairlead/configuration';
import type { Generation } from '@fairlead/engine';
import type { Health } from '@fairlead/health';
import type { HttpTransport } from '@fairlead/plugin-host';
import { Router, type LoadBook } from '@fairlead/routing';
import type { Logger } from 'pino';
import { declareHealth } from './declare-health.js';

/** What outlives every generation, and each is built on. */
export interface Foundations {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly health: Health;
  readonly load: LoadBook;
  readonly transport: HttpTransport;
  readonly logger: Logger;
}

export interface BuiltGeneration extends Pick<Deployment, 'instances' | 'warnings'> {
  readonly generation: Generation;
  readonly loadedAt: Date;
}

/**
 * A configuration in force, or every reason why not.
 *
 * @throws ConfigurationError
 */
export async function buildGeneration(
  foundations: Foundations,
  strategies: ReadonlyMap<string, StrategyDefinition>,
): Promise<BuiltGeneration> {
  const { settings, clock, health, transport } = foundations;
  const deployment = await loadDeployment(settings, { clock, transport, strategies });
  const { plan, targets, instances, warnings } = deployment;
  declareHealth(plan, targets, instances, health);
  return { generation: assemble(foundations, deployment), instances, loadedAt: clock.wall(), warnings };
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
