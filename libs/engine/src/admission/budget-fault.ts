import { Fault } from '@fairlead/plugin-sdk';
import { formatUsd } from '@fairlead/ledger';
import type { BudgetPlan } from '@fairlead/policy';

/** Whose money it is stays out of it: a scope may be another caller's name. */
export function budgetFault({ name, limitNanoUsd, per }: BudgetPlan, windowLeftMs: number): Fault {
  const limit = `${formatUsd(limitNanoUsd)} USD per ${per}`;
  const message = `The budget "${name}" (${limit}) has no room for this request at any target.`;
  return new Fault('budget_exceeded', message, { retryAfterMs: windowLeftMs });
}
