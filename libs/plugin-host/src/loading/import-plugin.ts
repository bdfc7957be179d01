import { pathToFileURL } from 'node:url';
import { contractOf } from '@fairlead/plugin-sdk';

export type Imported =
  | { readonly outcome: 'loaded'; readonly exported: unknown }
  | { readonly outcome: 'throws'; readonly error: unknown }
  | { readonly outcome: 'timeout' };

/** Runs a plugin's code. A top-level await that never ends is given up; it cannot be stopped. */
export async function importPlugin(entry: string, timeoutMs: number): Promise<Imported> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<Imported>((resolve) => {
    timer = setTimeout(() => resolve({ outcome: 'timeout' }), timeoutMs);
  });
  const loading = import(pathToFileURL(entry).href).then(
    (module: { default?: unknown }): Imported => ({ outcome: 'loaded', exported: unwrap(module.default) }),
    (error: unknown): Imported => ({ outcome: 'throws', error }),
  );
  const result = await Promise.race([loading, timeout]);
  clearTimeout(timer);
  return result;
}

/** TypeScript compiled to CommonJS keeps its default export one level down. */
function unwrap(exported: unknown): unknown {
  const inner = (exported as { default?: unknown } | null | undefined)?.default;
  return contractOf(exported) === undefined && contractOf(inner) !== undefined ? inner : exported;
}
