import { formatUsd } from '@fairlead/ledger';

interface Scope {
  readonly scope: unknown;
  readonly spentUsd: string;
  readonly reservedUsd: string;
  readonly windowEnds: string;
}

export interface Budget {
  readonly name: string;
  readonly per: string;
  /** Of each worker. */
  readonly limitUsd: string;
  readonly scopes: readonly Scope[];
}

const NANO_USD_PER_USD = 1e9;

/** One entry for each budget, with what all workers have spent of it together. */
export function joinBudgets(budgets: readonly Budget[]): Budget[] {
  const names = [...new Set(budgets.map(({ name }) => name))];
  return names.map((name) => {
    const same = budgets.filter((budget) => budget.name === name);
    const { per, limitUsd } = same[0]!;
    return { name, per, limitUsd, scopes: joinScopes(same.flatMap(({ scopes }) => scopes)) };
  });
}

function joinScopes(scopes: readonly Scope[]): Scope[] {
  const joined = new Map<string, Scope>();
  for (const next of scopes) {
    const key = JSON.stringify([next.scope, next.windowEnds]);
    const before = joined.get(key);
    joined.set(key, before === undefined ? next : sum(before, next));
  }
  return [...joined.values()];
}

function sum(a: Scope, b: Scope): Scope {
  const add = (x: string, y: string): string => formatUsd(nanoOf(x) + nanoOf(y));
  return {
    ...a,
    spentUsd: add(a.spentUsd, b.spentUsd),
    reservedUsd: add(a.reservedUsd, b.reservedUsd),
  };
}

/** Rounding takes back what a decimal fraction loses as a number. */
function nanoOf(usd: string): number {
  return Math.round(Number(usd) * NANO_USD_PER_USD);
}
