import { ENDPOINTS } from '@fairlead/plugin-sdk';
import type { Conditions } from './conditions.js';
import { matchesPattern } from './model-pattern.js';

/**
 * The members of `earlier` that leave nothing for `later`, each of them taking a share; undefined when something
 * may be left. It may overlook that several together cover a header or a label; it never claims too much.
 */
export function coveredBy<Route extends { readonly conditions: Conditions }>(
  later: Conditions,
  earlier: readonly Route[],
): readonly Route[] | undefined {
  if (later.never) return undefined;
  const takers = new Set<Route>();
  for (const operation of later.operations ?? ENDPOINTS) {
    for (const model of later.models ?? ['*']) {
      const share = { ...later, operations: [operation], models: [model] };
      const taker = earlier.find((route) => covers(route.conditions, share));
      if (!taker) return undefined;
      takers.add(taker);
    }
  }
  return [...takers];
}

type Narrow = Conditions & Required<Pick<Conditions, 'models' | 'operations'>>;

/** Whether every request that `narrow` takes would be taken by `wide`. */
function covers(wide: Conditions, narrow: Narrow): boolean {
  const { models, operations } = wide;
  return (
    !wide.never &&
    // What a condition takes is not worked out: only the very same one takes as much.
    (!wide.when || wide.when.text === narrow.when?.text) &&
    (!models || narrow.models.every((model) => models.some((pattern) => matchesPattern(pattern, model)))) &&
    (!operations || narrow.operations.every((operation) => operations.includes(operation))) &&
    coversValues(wide.headers, narrow.headers) &&
    coversValues(wide.labels, narrow.labels)
  );
}

type Values = ReadonlyMap<string, readonly string[]>;

function coversValues(wide: Values, narrow: Values): boolean {
  return [...wide].every(
    ([name, accepted]) => narrow.get(name)?.every((value) => accepted.includes(value)) ?? false,
  );
}
