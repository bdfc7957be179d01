import type { Outline, TargetDraft } from '../outline/outline.js';
import { secretReference } from '../outline/secret.js';
import type { Vendor } from '../outline/vendor.js';
import type { Setting, SourceMap } from '../source/source-map.js';
import { VENDORS } from '../vendors.js';

/**
 * A target that holds no further strategy.
 *
 * @param asked the model that the caller named, for a target that takes any
 * @returns undefined when it cannot be said, which was remarked
 */
export function readLeaf(
  source: SourceMap,
  outline: Outline,
  asked: string | undefined,
): TargetDraft | undefined {
  const overrides = source.find('override_params')?.map;
  const named = overrides?.find('model');
  const [slug, overridden] = modelOf(named?.text);
  const origin = source.find('provider') ?? source.find('virtual_key');
  const vendorName = vendorOf(slug ?? origin?.text);
  const vendor = vendorName === undefined ? undefined : VENDORS[vendorName];
  for (const setting of overrides?.settings ?? []) {
    if (setting.entry.key.value !== 'model')
      setting.unsupported('a request is not rewritten: let the caller say it');
  }
  if (vendor === undefined) {
    origin?.unsupported('no plugin is known for it; name one with "provider"');
    return undefined;
  }
  const model = overridden ?? asked;
  if (model === undefined) {
    origin?.unsupported('it takes any model: say which ones callers ask for (--models)');
    return undefined;
  }
  named?.exact();
  const name = outline.provider(
    { type: vendor.type, options: optionsOf(source, vendor) },
    slug ?? nameOf(source),
  );
  if (origin?.entry.key.value === 'virtual_key')
    origin.approximated('its key is to be put into the environment');
  else origin?.exact();
  const weight = source.find('weight');
  if (weight?.number !== undefined) weight.exact();
  return { target: `${name}/${model}`, ...(weight?.number !== undefined && { weight: weight.number }) };
}

/** Whether a leaf leaves the choice of the model to the caller. */
export function takesAnyModel(source: SourceMap): boolean {
  return source.find('override_params')?.map?.find('model') === undefined;
}

/** `@slug/model` names a provider of the workspace. */
function modelOf(text: string | undefined): [slug: string | undefined, model: string | undefined] {
  const parts = /^@([^/]+)\/(.+)$/.exec(text ?? '');
  return parts ? [parts[1], parts[2]] : [undefined, text];
}

/** A slug or a virtual key usually has its vendor's name in it. */
function vendorOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const bare = text.replace(/^@/, '').toLowerCase();
  if (VENDORS[bare]) return bare;
  const known = Object.keys(VENDORS).sort((a, b) => b.length - a.length);
  return known.find((vendor) => bare.includes(vendor));
}

function nameOf(source: SourceMap): string | undefined {
  const from: Setting | undefined = source.find('virtual_key') ?? source.find('provider');
  return from?.text?.replace(/^@/, '');
}

function optionsOf(source: SourceMap, vendor: Vendor): Record<string, unknown> {
  const host = source.find('custom_host');
  if (host?.text) host.exact();
  const key = source.find('virtual_key')?.text?.toUpperCase().replaceAll(/\W+/g, '_');
  return {
    ...vendor.options,
    api_key: secretReference(
      source.find('api_key'),
      key === undefined ? vendor.keyVariable : `${key}_API_KEY`,
    ),
    ...(host?.text && { base_url: host.text }),
  };
}
