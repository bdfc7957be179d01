import { DIALECTS, type Operation } from '@fairlead/plugin-sdk';
import type { Generation } from '@fairlead/engine';

/** A name that a caller may write as `model`. */
export interface ListedModel {
  readonly id: string;
  /** The provider of a target; `fairlead` for names that the policy made. */
  readonly owner: string;
  /** What it can be asked for; empty where only the policy's routes know. */
  readonly operations: readonly Operation[];
  /** Tokens of prompt and completion together, where known. */
  readonly contextWindow?: number;
}

/** The names that routes list, aliases, and every target by its own name. No provider is asked. */
export function listModels({ plan, targets }: Generation): ListedModel[] {
  const models = new Map<string, ListedModel>();
  for (const route of plan.routes) {
    const speaks = route.tiers.flatMap(({ pool }) =>
      pool.targets.flatMap(({ id }) => targets.get(id)?.speaks ?? []),
    );
    const operations = [...new Set(speaks.map((dialect) => DIALECTS[dialect]))];
    for (const id of route.match.models) models.set(id, { id, owner: 'fairlead', operations });
  }
  for (const [id, stands] of plan.aliases) {
    const operations = models.get(stands)?.operations ?? operationsOf(targets.get(stands)?.speaks ?? []);
    models.set(id, { id, owner: 'fairlead', operations });
  }
  for (const { id, speaks, contextWindow } of targets.values()) {
    const owner = id.slice(0, id.indexOf('/'));
    const operations = operationsOf(speaks);
    models.set(id, { id, owner, operations, ...(contextWindow !== undefined && { contextWindow }) });
  }
  return [...models.values()];
}

function operationsOf(speaks: readonly (keyof typeof DIALECTS)[]): Operation[] {
  return [...new Set(speaks.map((dialect) => DIALECTS[dialect]))];
}
