import { dialectFiles } from './dialect-files.js';
import type { Files, Names, Order } from './order.js';
import { packageFiles } from './package-files.js';
import { providerFiles } from './provider-files.js';
import { strategyFiles } from './strategy-files.js';

/** @returns undefined for a name that is not lower-case words joined by dashes */
export function namesOf(plugin: string): Names | undefined {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(plugin)) return undefined;
  const words = plugin.split('-');
  return {
    plugin,
    package: `fairlead-plugin-${plugin}`,
    snake: words.join('_'),
    pascal: words.map((word) => `${word[0]!.toUpperCase()}${word.slice(1)}`).join(''),
  };
}

/** Every file of a new plugin: it builds, and passes the kit, as it is. */
export function scaffold(order: Order): Files {
  const own = { provider: providerFiles, strategy: strategyFiles, dialect: dialectFiles }[order.kind](order);
  return { ...packageFiles(order), ...own };
}
