import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { satisfies, validRange } from 'semver';
import { reasonOf } from '../provider/plugin-call.js';
import { foreignCode } from '../watch/foreign-code.js';
import { LocalPlugin } from '../watch/local-plugin.js';
import { unwatched, type PluginWatch } from '../watch/plugin-watch.js';
import { checkManifest } from './check-manifest.js';
import { guardProcessExit } from './exit-guard.js';
import { importPlugin } from './import-plugin.js';
import { loadInWorker } from './load-in-worker.js';
import type { LoadedPlugin, PluginRequest } from './loaded-plugin.js';
import type { PluginProblem, PluginProblemCode } from './plugin-problem.js';
import { rememberOrigin } from './plugin-origin.js';
import { resolvePlugin, type ResolvedPlugin } from './resolve-plugin.js';

const SDK = '@fairlead/plugin-sdk';
const DEFAULT_TIMEOUT_MS = 10_000;

const DEFAULT_MEMORY_BYTES = 256 * 1024 * 1024;

export interface LoadOptions {
  /** The configuration file: its folder is where packages and paths are looked for first. */
  readonly from: string;
  /** For one plugin that does not say itself. */
  readonly timeoutMs?: number;
  /** The SDK version that plugins must fit. Default: the one that this gateway runs with. */
  readonly hostVersion?: string;
  readonly watch?: PluginWatch;
}

/** Loads what the configuration names, and nothing else. One that fails does not keep the others out. */
export async function loadPlugins(
  requests: readonly (string | PluginRequest)[],
  { from, timeoutMs = DEFAULT_TIMEOUT_MS, hostVersion = sdkVersion(), watch = unwatched }: LoadOptions,
): Promise<{ readonly plugins: readonly LoadedPlugin[]; readonly problems: readonly PluginProblem[] }> {
  // One after the other in this thread: where one plugin imports the SDK and another requires it at the same moment, Node
  // refuses the second. Workers have a module graph each, and start beside them.
  let before: Promise<unknown> = Promise.resolve();
  const results = await Promise.all(
    requests.map((request) => {
      const { reference, isolation, memoryBytes, loadTimeoutMs }: PluginRequest =
        typeof request === 'string' ? { reference: request } : request;
      const limits = { loadTimeoutMs: loadTimeoutMs ?? timeoutMs, hostVersion };
      if (isolation !== 'worker') {
        const here = before.then(() => loadHere(reference, dirname(from), limits, watch));
        before = here;
        return here;
      }
      return loadInWorker({
        reference,
        from,
        memoryBytes: memoryBytes ?? DEFAULT_MEMORY_BYTES,
        watch,
        ...limits,
      });
    }),
  );
  const plugins: LoadedPlugin[] = [];
  const problems: PluginProblem[] = [];
  const owners = new Map<string, string>();
  for (const result of results) {
    const failure = 'code' in result ? result : conflict(result, owners);
    if (failure) {
      problems.push(failure);
      if ('worker' in result) result.worker?.stopIfIdle();
    } else plugins.push(result as LoadedPlugin);
  }
  return { plugins, problems };
}

/** Into this thread. */
async function loadHere(
  reference: string,
  folder: string,
  limits: Parameters<typeof loadOne>[2],
  watch: PluginWatch,
): Promise<LoadedPlugin | PluginProblem> {
  guardProcessExit();
  foreignCode.loaded(reference);
  const loaded = await loadOne(reference, folder, limits);
  if ('code' in loaded) return loaded;
  return { ...loaded, local: new LocalPlugin(loaded.manifest.name, watch) };
}

async function loadOne(
  reference: string,
  folder: string,
  { loadTimeoutMs, hostVersion }: { readonly loadTimeoutMs: number; readonly hostVersion: string },
): Promise<LoadedPlugin | PluginProblem> {
  const problem = (code: PluginProblemCode, message: string): PluginProblem => ({ code, reference, message });
  const found = resolvePlugin(reference, folder);
  if (found === undefined) {
    const message = `no plugin "${reference}" beside the configuration or the gateway; install the package, or check the path and its entry file`;
    return problem('plugin-not-found', message);
  }
  if ('broken' in found)
    return problem('plugin-not-found', `"${reference}" cannot be loaded: ${found.broken}`);
  const mismatch = wrongVersion(reference, found, hostVersion);
  if (mismatch !== undefined) return problem('plugin-version', mismatch);
  rememberOrigin(found.entry, reference);
  const imported = await importPlugin(found.entry, loadTimeoutMs);
  if (imported.outcome === 'timeout') {
    return problem(
      'plugin-timeout',
      `"${reference}" did not finish loading within ${loadTimeoutMs} ms; look for a top-level await in ${found.entry}`,
    );
  }
  if (imported.outcome === 'throws') {
    const message = `"${reference}" failed while loading ${found.entry}: ${reasonOf(imported.error)}`;
    return problem('plugin-throws', message);
  }
  const verdict = checkManifest(imported.exported);
  if (!verdict.ok) return problem('plugin-shape', `"${reference}" is no usable plugin: ${verdict.message}`);
  rememberOrigin(found.entry, verdict.manifest.name);
  return { reference, manifest: verdict.manifest, version: found.manifest?.version };
}

/** A package must say which SDK it was made for, before any of its code runs; a bare file cannot. */
function wrongVersion(reference: string, { manifest }: ResolvedPlugin, version: string): string | undefined {
  if (manifest === undefined) return undefined;
  const range = manifest.peerDependencies?.[SDK];
  if (range === undefined)
    return `"${reference}" does not name ${SDK} in its peerDependencies; add a range such as "^${version}"`;
  if (validRange(range) !== null && satisfies(version, range, { includePrerelease: true })) return undefined;
  return `"${reference}" asks for ${SDK} ${range}, this gateway has ${version}; install a version of the plugin that fits`;
}

/** Of the SDK that this very package uses. */
function sdkVersion(): string {
  const manifest = createRequire(import.meta.url)(`${SDK}/package.json`) as { readonly version: string };
  return manifest.version;
}

/** Claims every name the plugin brings; a name that is taken is a problem of the later one. */
function conflict(
  { reference, manifest }: LoadedPlugin,
  owners: Map<string, string>,
): PluginProblem | undefined {
  const names = [
    ...Object.keys(manifest.providers ?? {}).map((type) => `provider type "${type}"`),
    ...Object.keys(manifest.strategies ?? {}).map((type) => `strategy "${type}"`),
    ...Object.keys(manifest.dialects ?? {}).map((name) => `dialect "${name}"`),
  ];
  const taken = names.find((name) => owners.has(name));
  if (taken !== undefined) {
    const message = `"${reference}" brings the ${taken}, which "${owners.get(taken)!}" already does; keep one of them`;
    return { code: 'plugin-conflict', reference, message };
  }
  for (const name of names) owners.set(name, reference);
  return undefined;
}
