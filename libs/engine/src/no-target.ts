import { Fault } from '@fairlead/plugin-sdk';
import type { Decision } from '@fairlead/routing';

/** Nobody can take the request now: who was looked at, and what stood in the way of each. */
export function noTargetFault(route: string, decision: Decision & { choice: undefined }): Fault {
  const obstacles = decision.record.candidates.map(
    ({ id, excluded }) => `${id} (${excluded ?? 'not chosen'})`,
  );
  const seen = obstacles.length > 0 ? `: ${obstacles.join(', ')}` : '';
  const message = `No target of route "${route}" can take this request now${seen}.`;
  const hint = decision.retryAfterMs;
  return new Fault(decision.onlyQuota ? 'rate_limited' : 'gateway_no_target', message, {
    ...(hint !== undefined && { retryAfterMs: hint }),
  });
}
