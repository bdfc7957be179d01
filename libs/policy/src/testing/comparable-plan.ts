import type { Plan } from '../plan/index.js';

/** A plan without what says where it was written, for comparing two texts that should mean the same. */
export function comparablePlan({ version: _version, ...plan }: Plan): unknown {
  return comparable(plan);
}

function comparable(value: unknown): unknown {
  if (typeof value === 'function') return 'function';
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(comparable);
  const entries = value instanceof Map ? [...value] : Object.entries(value).filter(([key]) => key !== 'line');
  const pairs = entries.map(([key, held]) => [key, comparable(held)]);
  return value instanceof Map ? new Map(pairs as [unknown, unknown][]) : Object.fromEntries(pairs);
}
