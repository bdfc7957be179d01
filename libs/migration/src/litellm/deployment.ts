import type { Outline, TargetDraft } from '../outline/outline.js';
import { secretReference } from '../outline/secret.js';
import type { Vendor } from '../outline/vendor.js';
import type { Setting, SourceMap } from '../source/source-map.js';
import { USUAL_VENDOR, VENDORS } from '../vendors.js';
import { remarkOthers } from './others.js';

/** One entry of `model_list`. */
export interface Deployment {
  readonly group: string;
  readonly target: TargetDraft;
  /** 1 stands before 2; undefined counts as 1. */
  readonly order: number;
  readonly embeds: boolean;
  readonly timeoutSeconds?: number;
  readonly streamTimeoutSeconds?: number;
}

/** Undefined for an entry that cannot be said, which was remarked. */
export function readDeployment(entry: SourceMap, outline: Outline): Deployment | undefined {
  const group = entry.find('model_name');
  const params = entry.find('litellm_params')?.map;
  const model = params?.find('model');
  if (!group?.text || !params || !model?.text) return undefined;
  if (model.text.includes('*') || group.text.includes('*')) {
    group.unsupported('a wildcard has no target of its own: list the models that callers ask for');
    model.unsupported('a wildcard has no target of its own: list the models that callers ask for');
    return undefined;
  }
  const [vendorName, name] = split(model.text);
  const vendor = VENDORS[vendorName];
  if (vendor === undefined) {
    group.unsupported(`no plugin is known for "${vendorName}"`);
    model.unsupported(`no plugin is known for "${vendorName}": a provider for compatible servers may do`);
    return undefined;
  }
  group.exact();
  model.exact(model.text.includes('/') ? undefined : `"${vendorName}" is taken for its provider`);
  const provider = outline.provider({ type: vendor.type, options: optionsOf(params, vendor) }, vendorName);
  const order = params.find('order')?.exact('a tier for each number, in order').number;
  const mode = entry.find('model_info')?.map?.find('mode');
  if (mode && mode.text !== 'embedding') mode.exact('every endpoint that the provider speaks is open');
  const deployment = {
    group: group.text,
    target: targetOf(`${provider}/${name}`, entry, params),
    order: order ?? 1,
    embeds: mode?.exact().text === 'embedding',
    ...seconds(
      'timeoutSeconds',
      params.find('timeout'),
      'the longest of the group is the total of its route',
    ),
    ...seconds(
      'streamTimeoutSeconds',
      params.find('stream_timeout'),
      'the longest of the group is its first_token',
    ),
  };
  remarkOthers(entry, params);
  return deployment;
}

function split(model: string): [vendor: string, name: string] {
  const slash = model.indexOf('/');
  return slash < 0 ? [USUAL_VENDOR, model] : [model.slice(0, slash), model.slice(slash + 1)];
}

function optionsOf(params: SourceMap, vendor: Vendor): Record<string, unknown> {
  const options: Record<string, unknown> = { ...vendor.options };
  options['api_key'] = secretReference(params.find('api_key'), vendor.keyVariable);
  const base = params.find('api_base') ?? params.find('base_url');
  if (base?.text) options['base_url'] = addressOf(base, vendor);
  const version = params.find('api_version');
  if (version?.text) {
    if (vendor.versioned) options['api_version'] = version.exact().text;
    else version.unsupported('only deployments of that cloud have an API version');
  }
  const organization = params.find('organization');
  if (organization?.text) {
    if (vendor.organized) options['organization'] = referenceOrText(organization.exact());
    else organization.unsupported('this provider knows no organization');
  }
  return options;
}

function addressOf(base: Setting, vendor: Vendor): string {
  const text = referenceOrText(base);
  const bare = vendor.versioned ? text.replace(/\/+$/, '') : text;
  base.exact();
  return bare;
}

/** Text, or a value that stands in the environment. */
function referenceOrText({ text = '' }: Setting): string {
  return text.startsWith('os.environ/') ? `\${${text.slice('os.environ/'.length)}}` : text;
}

function seconds<K extends string>(key: K, setting: Setting | undefined, how: string): { [P in K]?: number } {
  const value = setting?.number;
  if (!setting || value === undefined) return {};
  setting.approximated(how);
  return { [key]: value } as { [P in K]?: number };
}

function targetOf(target: string, entry: SourceMap, params: SourceMap): TargetDraft {
  const info = entry.find('model_info')?.map;
  const limits: Record<string, number> = {};
  for (const [ours, key] of [
    ['rpm', 'rpm'],
    ['tpm', 'tpm'],
    ['concurrency', 'max_parallel_requests'],
  ] as const) {
    const setting = params.find(key) ?? entry.find(key);
    if (setting?.number !== undefined && setting.number >= 1) limits[ours] = setting.exact().number!;
  }
  const weight = params.find('weight');
  const region = params.find('region_name') ?? params.find('aws_region_name');
  const tags = params.find('tags');
  const prices = pricesOf(params, info);
  return {
    target,
    ...(weight?.number !== undefined && { weight: weight.exact().number! }),
    ...(Object.keys(limits).length > 0 && { limits }),
    ...(region?.text && { region: region.exact().text! }),
    ...(tags && tags.texts.length > 0 && { tags: [...approximatedTags(tags).texts] }),
    ...(prices && { prices }),
  };
}

function approximatedTags(tags: Setting): Setting {
  return tags.approximated('kept on the target; a route chooses by them with require: target_tags_all_of');
}

const MILLION = 1_000_000;

/** Only whole prices are of use. */
function pricesOf(params: SourceMap, info: SourceMap | undefined): Record<string, number> | undefined {
  const find = (key: string): Setting | undefined => params.find(key) ?? info?.find(key);
  const [input, output] = [find('input_cost_per_token'), find('output_cost_per_token')];
  if (input?.number === undefined || output?.number === undefined) return undefined;
  const perMtok = (setting: Setting): number => +(setting.exact().number! * MILLION).toFixed(6);
  const cached = find('cache_read_input_token_cost');
  return {
    input_usd_per_mtok: perMtok(input),
    output_usd_per_mtok: perMtok(output),
    ...(cached?.number !== undefined && { cache_read_usd_per_mtok: perMtok(cached) }),
  };
}
