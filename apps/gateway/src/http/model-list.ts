import type { Generation } from '@fairlead/engine';

/** One entry of `GET /v1/models`. `created` is when this process read the policy, in seconds: no provider is asked. */
export interface ListedModel {
  readonly id: string;
  readonly object: 'model';
  readonly created: number;
  readonly owned_by: string;
}

/** What a caller may write as `model`: the names routes list, aliases, and every target by its own name. */
export function listModels(generation: Generation, createdS: number): ListedModel[] {
  const { plan, targets } = generation;
  const owners = new Map<string, string>();
  for (const route of plan.routes) for (const model of route.match.models) owners.set(model, 'fairlead');
  for (const alias of plan.aliases.keys()) owners.set(alias, 'fairlead');
  for (const id of targets.keys()) owners.set(id, id.slice(0, id.indexOf('/')));
  return [...owners].map(([id, owner]) => ({ id, object: 'model', created: createdS, owned_by: owner }));
}
