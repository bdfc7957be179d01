import type { ConfigSpec, JsonSchema } from '@fairlead/plugin-sdk';
import { CANARY } from '../report/canary.js';

/**
 * Options for one provider: secrets and URLs by the kit, then what the plugin claims; of what is still missing and
 * required, the first value that its schema would take.
 */
export function optionsFor(
  { secrets, secretPrefixes = {}, schema }: ConfigSpec<object>,
  claimed: Readonly<Record<string, unknown>>,
  origin: string,
): Record<string, unknown> {
  const options = Object.entries(schema?.properties ?? {});
  const required = options.filter(([key]) => schema?.required?.includes(key));
  return {
    ...Object.fromEntries(required.map(([key, option]) => [key, someValue(option)])),
    ...Object.fromEntries(secrets.map((key) => [key, `${secretPrefixes[key]?.[0] ?? ''}${CANARY}`])),
    ...Object.fromEntries(options.filter(([, each]) => isUrl(each)).map(([key]) => [key, `${origin}/v1`])),
    ...(placed(claimed, origin) as object),
  };
}

/** The addresses among these options. */
export function urlsOf(
  { schema }: ConfigSpec<object>,
  options: Readonly<Record<string, unknown>>,
): readonly string[] {
  return Object.entries(schema?.properties ?? {})
    .filter(([, option]) => isUrl(option))
    .map(([key]) => options[key])
    .filter((value) => typeof value === 'string');
}

function isUrl({ pattern }: JsonSchema): boolean {
  return pattern?.includes('https?://') ?? false;
}

function someValue({ default: usual, enum: words, type, minimum, exclusiveMinimum }: JsonSchema): unknown {
  if (usual !== undefined) return usual;
  if (words !== undefined) return words[0];
  const byType: Readonly<Record<string, unknown>> = {
    number: minimum ?? (exclusiveMinimum ?? 0) + 1,
    integer: minimum ?? (exclusiveMinimum ?? 0) + 1,
    boolean: true,
    array: [],
    object: {},
  };
  return byType[String(type)] ?? 'kit';
}

/** Every `{origin}` in it is the address of the kit's server. */
function placed(value: unknown, origin: string): unknown {
  if (typeof value === 'string') return value.replaceAll('{origin}', origin);
  if (Array.isArray(value)) return value.map((each) => placed(each, origin));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, placed(each, origin)]));
}
