import { readFileSync } from 'node:fs';
import type { Clock, ProviderDefinition, Rng, StrategyDefinition, TargetId } from '@fairlead/plugin-sdk';
import type { Generation } from '@fairlead/engine';
import type { Health } from '@fairlead/health';
import { compilePolicy, type Plan, type Problem } from '@fairlead/policy';
import {
  loadPlugins,
  type HttpTransport,
  type LoadedPlugin,
  type ProviderInstance,
} from '@fairlead/plugin-host';
import { Router, type LoadBook, type TargetInfo } from '@fairlead/routing';
import type { Logger } from 'pino';
import { ConfigurationError } from '../config/configuration-error.js';
import type { Settings } from '../config/settings.js';
import { createProviders } from './create-providers.js';
import { describeTargets } from './describe-targets.js';
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

export interface BuiltGeneration {
  readonly generation: Generation;
  readonly instances: ReadonlyMap<string, ProviderInstance>;
  readonly loadedAt: Date;
  readonly warnings: readonly Problem[];
}

/**
 * Plugins, providers, policy, targets: everything between the files and the first request, or every reason why not.
 *
 * @throws ConfigurationError
 */
export async function buildGeneration(
  foundations: Foundations,
  builtIn: ReadonlyMap<string, StrategyDefinition>,
): Promise<BuiltGeneration> {
  const { settings, clock, health, transport } = foundations;
  const plugins = await loadAll(settings);
  const instances = createProviders(settings, typesOf(plugins), transport, clock);
  const strategies = new Map([
    ...builtIn,
    ...plugins.flatMap(({ manifest }) => Object.entries(manifest.strategies ?? {})),
  ]);
  const { plan, problems } = readPolicy(settings, strategies);
  const all = [...settings.findings.problems(), ...problems];
  if (plan === undefined || all.some(({ severity }) => severity === 'error'))
    throw new ConfigurationError(all);
  const targets = describeTargets(plan, settings, instances, clock);
  declareHealth(plan, targets, instances, health);
  return {
    generation: assemble(foundations, plan, targets, instances, strategies),
    instances,
    loadedAt: clock.wall(),
    warnings: all,
  };
}

async function loadAll({ plugins, file, findings }: Settings): Promise<readonly LoadedPlugin[]> {
  const loaded = await loadPlugins(
    plugins.map(({ reference }) => reference),
    { from: file },
  );
  for (const problem of loaded.problems) {
    const { place } = plugins.find(({ reference }) => reference === problem.reference)!;
    findings.error(place, problem.code, problem.message);
  }
  return loaded.plugins;
}

function typesOf(plugins: readonly LoadedPlugin[]): Map<string, ProviderDefinition> {
  return new Map(plugins.flatMap(({ manifest }) => Object.entries(manifest.providers ?? {})));
}

function readPolicy(
  { policyFile, findings, providers }: Settings,
  strategies: ReadonlyMap<string, StrategyDefinition>,
): { plan?: Plan; problems: readonly Problem[] } {
  let text: string;
  try {
    text = readFileSync(policyFile.path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    findings.error(
      policyFile.place,
      'file-unreadable',
      `cannot read the policy ${policyFile.path} (${code})`,
    );
    return { problems: [] };
  }
  return compilePolicy(text, policyFile.path, { providers: providers.map(({ name }) => name), strategies });
}

function assemble(
  { clock, rng, health, load, logger }: Foundations,
  plan: Plan,
  targets: ReadonlyMap<TargetId, TargetInfo>,
  providers: ReadonlyMap<string, ProviderInstance>,
  strategies: ReadonlyMap<string, StrategyDefinition>,
): Generation {
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
