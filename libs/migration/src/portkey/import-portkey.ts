import { plainValue } from '@fairlead/policy';
import type { Importer } from '../migration.js';
import type { Outline, RouteDraft } from '../outline/outline.js';
import type { SourceMap } from '../source/source-map.js';
import { behaviourOf } from './behaviour.js';
import { celOf } from './query.js';
import { leavesModelOpen, tiersOf } from './tiers.js';

/**
 * A Portkey config: nested `loadbalance`, `fallback`, `single` and `conditional`.
 *
 * @param models that callers ask for, where a target takes any model
 */
export function importPortkey(models: readonly string[]): Importer {
  return (source, outline) => {
    const behaviour = behaviourOf(source);
    const strategy = source.find('strategy')?.map;
    const add = (name: string, match: object | 'any', branch: SourceMap): void =>
      addRoutes({ name, match, branch, behaviour, models, outline });
    if (strategy?.find('mode')?.text !== 'conditional') return add('all', 'any', source);
    strategy.find('mode')!.exact('a route for each condition, in order');
    addConditions(source, strategy, add);
  };
}

function addConditions(
  source: SourceMap,
  strategy: SourceMap,
  add: (name: string, match: object | 'any', branch: SourceMap) => void,
): void {
  const branches = new Map(
    (source.find('targets')?.maps ?? []).map((target) => [target.find('name')?.text, target] as const),
  );
  for (const condition of strategy.find('conditions')?.maps ?? []) {
    const [query, then] = [condition.find('query'), condition.find('then')];
    const branch = branches.get(then?.text);
    if (!query || !then) continue;
    const cel = celOf(plainValue(query.entry.value));
    if (!cel.ok) query.unsupported(cel.why);
    if (branch === undefined) then.unsupported(`no target is named "${then.text}"`);
    if (!cel.ok) then.unsupported('its condition cannot be said');
    if (!cel.ok || branch === undefined) continue;
    const labels = cel.text.includes('label(');
    if (labels) query.approximated('metadata is a label: the header x-fairlead-label-<name>');
    else query.exact();
    add(then.exact().text!, { when: cel.text }, branch);
  }
  const fallback = strategy.find('default');
  const branch = branches.get(fallback?.text);
  if (fallback && branch) add(`${fallback.exact().text}-otherwise`, 'any', branch);
}

interface RouteParts {
  readonly name: string;
  readonly match: object | 'any';
  readonly branch: SourceMap;
  readonly behaviour: Record<string, unknown>;
  readonly models: readonly string[];
  readonly outline: Outline;
}

/** One route; where the model is the caller's to choose, one for each model. */
function addRoutes({ name, match, branch, behaviour, models, outline }: RouteParts): void {
  const open = leavesModelOpen(branch);
  for (const model of open && models.length > 0 ? models : [undefined]) {
    const tiers = tiersOf(branch, outline, model);
    if (tiers.length === 0) continue;
    const conditions = match === 'any' ? {} : match;
    const route: RouteDraft = {
      name: outline.routeName(model === undefined ? name : `${name}-${model}`),
      match: model === undefined ? match : { model, ...conditions },
      tiers: tiers.length > 1 ? tiers.map((tier, index) => ({ name: `tier-${index + 1}`, ...tier })) : tiers,
      ...behaviour,
    };
    outline.routes.push(route);
  }
}
