import type { FairleadPlugin } from '../plugin.js';
import type { KitFixtures } from './fixtures.js';
import type { KitReport } from './report.js';
import type { KitSettings } from './settings.js';

export type * from './fixtures.js';
export type * from './report.js';
export type * from './settings.js';

/** A path or a package, as a configuration names it, or the plugin itself. */
export type PluginReference = string | FairleadPlugin;

/** How the kit is to run. */
export interface KitOptions {
  /** Where the reference is resolved from, and where the fixtures of a plugin that is no reference are. Default: the working directory. */
  readonly cwd?: string;
  /** Instead of the package's `kit.json`. */
  readonly settings?: KitSettings;
  /** Before those of the package's `fixtures` folder. */
  readonly fixtures?: KitFixtures;
  /** Only this case, or those whose code begins with these words: `provider.stream`. */
  readonly only?: string;
}

/** The two functions of a test runner that the kit needs: those of node:test, jest, vitest or mocha. */
export interface TestRunner {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => Promise<void>): unknown;
}

/** Runs every case against the plugin, over real sockets of the loopback. Never rejects for what the plugin does. */
export declare function checkPlugin(plugin: PluginReference, options?: KitOptions): Promise<KitReport>;

/**
 * The cases of providers as tests: one for each, named after it, about all providers of the plugin. What is not claimed
 * passes.
 *
 * @param cases what the kit must be told: options, fixtures
 * @param runner default: the global `describe` and `it`
 */
export declare function describeProvider(
  plugin: PluginReference,
  cases?: KitOptions,
  runner?: TestRunner,
): void;

/** The same for the strategies of a plugin. */
export declare function describeStrategy(
  plugin: PluginReference,
  cases?: KitOptions,
  runner?: TestRunner,
): void;

/** Both, for a plugin that brings both. */
export declare function describePlugin(
  plugin: PluginReference,
  options?: KitOptions,
  runner?: TestRunner,
): void;
