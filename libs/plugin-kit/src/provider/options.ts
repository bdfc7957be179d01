import type { ConfigSpec, JsonSchema } from '@fairlead/plugin-sdk';

/** Stands for every secret of a plugin under test: whatever holds it has leaked. */
export const CANARY = 'kit-canary-8f3a91c2';

/** Options for one provider: secrets and URLs by the kit, the rest by the plugin's claims. */
export function optionsFor(
  { secrets, secretPrefixes = {}, schema }: ConfigSpec<object>,
  claimed: Readonly<Record<string, unknown>>,
  origin: string,
): Record<string, unknown> {
  const urls = Object.entries(schema?.properties ?? {}).filter(([, option]) => isUrl(option));
  return {
    ...Object.fromEntries(secrets.map((key) => [key, `${secretPrefixes[key]?.[0] ?? ''}${CANARY}`])),
    ...Object.fromEntries(urls.map(([key]) => [key, `${origin}/v1`])),
    ...(placed(claimed, origin) as object),
  };
}

function isUrl({ pattern }: JsonSchema): boolean {
  return pattern?.includes('https?://') ?? false;
}

/** Every `{origin}` in it is the address of the kit's server. */
function placed(value: unknown, origin: string): unknown {
  if (typeof value === 'string') return value.replaceAll('{origin}', origin);
  if (Array.isArray(value)) return value.map((each) => placed(each, origin));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, placed(each, origin)]));
}
