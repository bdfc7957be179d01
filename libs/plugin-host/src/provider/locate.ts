import { DIALECTS, FORM_DIALECT, type ModelInfo, type Provider } from '@fairlead/plugin-sdk';
import type { Spoken } from '../dialect/spoken.js';

interface Located {
  readonly provider: Provider;
  readonly spoken: Spoken;
}

/** Where the first of its dialects is served; the others are taken to live there too. Undefined: nowhere on a network. */
export function locate({ provider, spoken }: Located, model: string): URL | undefined {
  for (const dialect of spoken.names) {
    const own = dialect === FORM_DIALECT ? (spoken.foreign?.name ?? dialect) : dialect;
    const url = URL.parse(addressOf(provider, model, DIALECTS[dialect], own) ?? '');
    // `local://name` is how providers in this process say so.
    if (url !== null && /^https?:$/.test(url.protocol)) return url;
  }
  return undefined;
}

/** Where it is reached; for one that answers in this process, nowhere. */
export function homeOf(located: Located, models: readonly ModelInfo[]): URL | undefined {
  const { provider } = located;
  if (provider.probe !== undefined) return new URL(provider.probe.url);
  return provider.respond === undefined ? locate(located, models[0]?.id ?? 'any') : undefined;
}

/** Not every operation has an address, and a plugin says so by throwing. */
function addressOf(
  provider: Provider,
  model: string,
  operation: Parameters<Provider['address']>[0],
  dialect: string,
): string | undefined {
  try {
    return provider.address(operation, model, { dialect, stream: false });
  } catch {
    return undefined;
  }
}
