import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PluginReference } from '@fairlead/plugin-sdk/testing';

/** Where the file that stands for a plugin object finds it. */
const HELD = Symbol.for('fairlead.kit.plugins');

/** How the loader is told of a plugin. */
export interface NamedPlugin {
  readonly reference: string;
  /** Takes away what stands for it. */
  forget(): void;
}

/** An object becomes a file that exports it, so that it comes in by the same door as any other plugin. */
export function namedPlugin(plugin: PluginReference): NamedPlugin {
  if (typeof plugin === 'string') return { reference: plugin, forget: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'fairlead-kit-'));
  const reference = join(folder, 'plugin.mjs');
  const held = heldPlugins();
  held.set(reference, plugin);
  const key = `[Symbol.for(${JSON.stringify(HELD.description)})]`;
  writeFileSync(reference, `export default globalThis${key}.get(${JSON.stringify(reference)});\n`);
  return {
    reference,
    forget() {
      held.delete(reference);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function heldPlugins(): Map<string, unknown> {
  const holder = globalThis as unknown as Record<symbol, Map<string, unknown> | undefined>;
  return (holder[HELD] ??= new Map());
}
