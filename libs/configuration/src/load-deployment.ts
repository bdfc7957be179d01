import type { Clock, StrategyDefinition, TargetId } from '@fairlead/plugin-sdk';
import {
  compilePolicy,
  type CompiledPolicy,
  type Plan,
  type PolicyCatalog,
  type Problem,
} from '@fairlead/policy';
import { PriceBook } from '@fairlead/ledger';
import {
  loadPlugins,
  type HttpTransport,
  type LoadedPlugin,
  type PluginWatch,
  type ConfiguredProvider,
} from '@fairlead/plugin-host';
import type { TargetInfo } from '@fairlead/routing';
import { ConfigurationError } from './configuration-error.js';
import { createProviders } from './create-providers.js';
import { describeTargets } from './describe-targets.js';
import type { Settings } from './settings.js';
import { TargetFacts } from './target-facts.js';

/** What a configuration is built with. */
export interface DeploymentTools {
  readonly clock: Clock;
  readonly transport: HttpTransport;
  /** Strategies that are there without a plugin. */
  readonly strategies: ReadonlyMap<string, StrategyDefinition>;
  readonly watch?: PluginWatch;
}

/** Everything between the files and the first request. */
export interface Deployment {
  readonly plan: Plan;
  /** Which line each value of the plan came from. */
  readonly sources: NonNullable<CompiledPolicy['sources']>;
  readonly targets: ReadonlyMap<TargetId, TargetInfo>;
  readonly plugins: readonly LoadedPlugin[];
  readonly instances: ReadonlyMap<string, ConfiguredProvider>;
  readonly strategies: ReadonlyMap<string, StrategyDefinition>;
  /** Findings that do not keep it from being used. */
  readonly warnings: readonly Problem[];
}

/**
 * Plugins, providers, policy and targets, or every reason why not.
 *
 * @throws ConfigurationError
 */
export async function loadDeployment(settings: Settings, tools: DeploymentTools): Promise<Deployment> {
  const plugins = await loadAll(settings, tools.watch);
  const instances = await createProviders(settings, plugins, tools.transport, tools.clock);
  try {
    return await deploy(settings, tools, plugins, instances);
  } catch (error) {
    // What cannot be used must leave nothing running behind.
    await Promise.allSettled([...instances.values()].map((instance) => instance.stop()));
    throw error;
  }
}

async function deploy(
  settings: Settings,
  tools: DeploymentTools,
  plugins: readonly LoadedPlugin[],
  instances: ReadonlyMap<string, ConfiguredProvider>,
): Promise<Deployment> {
  const strategies = new Map([
    ...tools.strategies,
    ...plugins.flatMap(({ manifest, local }) =>
      Object.entries(manifest.strategies ?? {}).map(
        ([type, definition]) => [type, local?.strategy(definition) ?? definition] as const,
      ),
    ),
  ]);
  const facts = new TargetFacts(settings, instances, new PriceBook(tools.clock));
  const { plan, sources, problems } = readPolicy(settings, strategies, facts);
  const warnings = [...settings.findings.problems(), ...problems];
  if (plan === undefined || sources === undefined || warnings.some(({ severity }) => severity === 'error'))
    throw new ConfigurationError(warnings);
  const targets = await describeTargets(plan, facts, instances);
  return { plan, sources, targets, plugins, instances, strategies, warnings };
}

async function loadAll(
  { plugins, file, findings }: Settings,
  watch: PluginWatch | undefined,
): Promise<readonly LoadedPlugin[]> {
  const loaded = await loadPlugins(plugins, { from: file, ...(watch && { watch }) });
  for (const problem of loaded.problems) {
    const { place } = plugins.find(({ reference }) => reference === problem.reference)!;
    findings.error(place, problem.code, problem.message);
  }
  return loaded.plugins;
}

function readPolicy(
  { policyFile, findings, files, providers }: Settings,
  strategies: ReadonlyMap<string, StrategyDefinition>,
  facts: TargetFacts,
): CompiledPolicy {
  let text: string;
  try {
    text = files.readPolicy(policyFile.path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    findings.error(
      policyFile.place,
      'file-unreadable',
      `cannot read the policy ${policyFile.path} (${code})`,
    );
    return { problems: [] };
  }
  const readImport = (path: string): string | undefined => {
    try {
      return files.readPolicy(path);
    } catch {
      return undefined;
    }
  };
  const catalog: PolicyCatalog = {
    providers: providers.map(({ name }) => name),
    strategies,
    traits: (target) => facts.traits(target),
  };
  return compilePolicy(text, policyFile.path, catalog, readImport);
}
