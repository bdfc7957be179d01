import type { Outcome } from '@fairlead/plugin-sdk';

/** What an ended attempt is charged: its cost where known, nothing for a failure, else what was estimated. */
export function actualCostNanoUsd(outcome: Outcome, estimateNanoUsd: number): number {
  return outcome.costNanoUsd ?? (outcome.result === 'ok' ? estimateNanoUsd : 0);
}
