import type { Importer } from '../migration.js';
import type { Outline, TierDraft } from '../outline/outline.js';
import type { SourceMap } from '../source/source-map.js';
import { addFallbacks } from './fallbacks.js';
import { readGroups, routeOf, tiersOf } from './groups.js';
import { routerSettings, strategyOf, writeDefaults, type RouterSettings } from './router-settings.js';

/** `config.yaml` of the LiteLLM proxy: `model_list`, `router_settings`, `litellm_settings`, `general_settings`. */
export const importLitellm: Importer = (source, outline) => {
  const settings = routerSettings(source);
  const strategy = strategyOf(settings);
  const groups = readGroups(source, outline);
  writeDefaults(settings, outline);
  writeAliases(settings, outline);
  const tiers = (group: string): ReturnType<typeof tiersOf> | undefined => {
    const deployments = groups.get(group);
    return deployments && tiersOf(deployments, strategy);
  };
  for (const [group, deployments] of groups) {
    const route = routeOf(outline.routeName(group), group, deployments, tiers(group)!);
    addFallbacks(route, group, settings, { tiersOf: tiers, strategy });
    route.tiers = named(route.tiers);
    outline.routes.push(route);
  }
  writeBudget(source, settings, outline);
};

function named(tiers: readonly TierDraft[]): TierDraft[] {
  return tiers.length < 2 ? [...tiers] : tiers.map((tier, index) => ({ name: `tier-${index + 1}`, ...tier }));
}

function writeAliases({ find }: RouterSettings, outline: Outline): void {
  for (const alias of find('model_group_alias')?.map?.settings ?? []) {
    const long = alias.map?.find('model');
    const model = long ?? alias;
    if (!model.text) continue;
    outline.aliases[alias.entry.key.value] = model.exact().text!;
    alias.map?.find('hidden')?.approximated('an alias is never listed');
  }
}

const WINDOWS: Readonly<Record<string, string>> = {
  '1h': 'hour',
  '1d': 'day',
  '24h': 'day',
  '7d': 'week',
  '30d': 'month',
};

/** One limit for everything that is sent. */
function writeBudget(source: SourceMap, { find }: RouterSettings, outline: Outline): void {
  const [limit, duration] = [find('max_budget'), find('budget_duration')];
  if (limit?.number === undefined || source.find('litellm_settings') === undefined) return;
  const per = WINDOWS[duration?.text ?? '30d'];
  if (per === undefined) {
    limit.unsupported('a budget is per hour, day, week or month');
    duration?.unsupported('a budget is per hour, day, week or month');
    return;
  }
  limit.exact();
  if (per === 'month' || per === 'week') duration?.approximated(`a calendar ${per} in UTC`);
  else duration?.exact();
  outline.budgets['everything'] = { limit_usd: limit.number, per, on_exceeded: 'reject' };
  for (const route of outline.routes) route['budgets'] = ['everything'];
}
