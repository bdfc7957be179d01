import type { Standing } from '@fairlead/health';
import type { FaultClass, TargetId } from '@fairlead/plugin-sdk';

/** What routing asks of health. */
export interface HealthPort {
  standing(id: TargetId): Standing;
  admit(id: TargetId, need: { tokens: number }): Pass;
}

/** Health's hold on one attempt. */
export interface Pass {
  settle(
    end: { result: 'ok' } | { result: FaultClass; retryAfterMs?: number; uncharged?: boolean },
    actual?: { tokens?: number },
  ): void;
}
