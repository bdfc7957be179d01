import type { Conditions } from './conditions.js';
import type { MatchFacts, Matcher } from './match.js';
import { isPattern, matchesPattern } from './model-pattern.js';

interface Part {
  /** As the policy spells it: `model`, `labels.team`. */
  readonly name: string;
  holds(facts: MatchFacts): boolean;
}

/** A route's conditions, made ready for many requests. */
export function compileMatcher(conditions: Conditions): Matcher {
  const parts = partsOf(conditions);
  const mismatch = (facts: MatchFacts): string | undefined => parts.find((part) => !part.holds(facts))?.name;
  return {
    namesModel: conditions.models !== undefined,
    models: (conditions.models ?? []).filter((model) => !isPattern(model)),
    mismatch,
    matches: (facts) => mismatch(facts) === undefined,
  };
}

function partsOf({ models, operations, headers, labels, when, never }: Conditions): Part[] {
  const parts: Part[] = [];
  if (never) parts.push({ name: 'never', holds: () => false });
  if (models) parts.push(modelPart(models));
  if (operations) parts.push({ name: 'endpoint', holds: (facts) => operations.includes(facts.operation) });
  for (const [name, accepted] of headers) {
    const holds = ({ headers: sent }: MatchFacts): boolean =>
      [sent[name]].flat().some((value) => isIn(accepted, value));
    parts.push({ name: `headers.${name}`, holds });
  }
  for (const [name, accepted] of labels) {
    parts.push({ name: `labels.${name}`, holds: (facts) => isIn(accepted, facts.labels[name]) });
  }
  // The dearest last.
  if (when) parts.push({ name: 'when', holds: (facts) => when.evaluate(facts) });
  return parts;
}

function modelPart(models: readonly string[]): Part {
  const names = new Set(models.filter((model) => !isPattern(model)));
  const patterns = models.filter(isPattern);
  return {
    name: 'model',
    holds: ({ model }) => names.has(model) || patterns.some((pattern) => matchesPattern(pattern, model)),
  };
}

function isIn(accepted: readonly string[], value: string | undefined): boolean {
  return value !== undefined && accepted.includes(value);
}
