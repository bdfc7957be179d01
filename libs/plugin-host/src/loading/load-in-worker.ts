import type { ConfigSpec, DialectDefinition, PluginManifest, ProviderDefinition } from '@fairlead/plugin-sdk';
import { PluginWorker } from '../isolation/plugin-worker.js';
import type { DescribedProvider, PluginDescription } from '../isolation/protocol.js';
import type { PluginWatch } from '../watch/plugin-watch.js';
import type { LoadedPlugin } from './loaded-plugin.js';
import type { PluginProblem } from './plugin-problem.js';

interface WorkerOrder {
  readonly reference: string;
  /** The configuration file. */
  readonly from: string;
  readonly hostVersion: string;
  readonly loadTimeoutMs: number;
  readonly memoryBytes: number;
  readonly watch: PluginWatch;
}

/** Starts a worker that loads the plugin; here nothing of its code is run. */
export async function loadInWorker({
  memoryBytes,
  watch,
  ...seed
}: WorkerOrder): Promise<LoadedPlugin | PluginProblem> {
  const worker = new PluginWorker({ seed, memoryBytes, watch });
  const described = await worker.start();
  if ('code' in described) return described;
  const { reference } = seed;
  if (described.strategies.length > 0) {
    worker.stopIfIdle();
    const message = `"${reference}" brings strategies (${described.strategies.join(', ')}), which cannot run in a worker: a pick is made within the request's own step; take isolation away`;
    return { code: 'plugin-isolation', reference, message };
  }
  return { reference, manifest: standIn(described), version: described.version, worker };
}

/** What the plugin said of itself, where its manifest would stand. */
function standIn({ name, providers, dialects }: PluginDescription): PluginManifest {
  return {
    name,
    dialects: Object.fromEntries(dialects.map((dialect) => [dialect, {} as DialectDefinition])),
    providers: Object.fromEntries(
      Object.entries(providers).map(([type, described]) => [type, definitionOf(described)]),
    ),
  };
}

function definitionOf({ speaks, priceTable, ...described }: DescribedProvider): ProviderDefinition {
  const { keys, secrets, secretPrefixes, schema } = described;
  const elsewhere = (): never => {
    throw new Error('this plugin runs in a worker: ask its worker');
  };
  const config: ConfigSpec<object> = {
    keys,
    secrets,
    ...(secretPrefixes && { secretPrefixes }),
    ...(schema && { schema }),
    parse: elsewhere,
  };
  return { config, speaks, ...(priceTable !== undefined && { priceTable }), create: elsewhere };
}
