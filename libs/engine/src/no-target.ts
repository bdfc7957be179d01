import { Fault } from '@fairlead/plugin-sdk';
import type { NoTargetPlan } from '@fairlead/policy';
import type { Decision } from '@fairlead/routing';

/** Nobody can take the request now: who was looked at, and what stood in the way of each; or what the policy says. @param queue how waiting ended */
export function noTargetFault(
  route: string,
  decision: Decision & { choice: undefined },
  { message: own, retryAfterMs: ownHint }: Partial<NoTargetPlan> = {},
  queue = '',
): Fault {
  const obstacles = decision.record.candidates.map(
    ({ id, excluded }) => `${id} (${excluded ?? 'not chosen'})`,
  );
  const seen = obstacles.length > 0 ? `: ${obstacles.join(', ')}` : '';
  const found = `No target of route "${route}" can take this request now${seen}.${queue && ` ${queue}`}`;
  const hint = ownHint ?? decision.retryAfterMs;
  return new Fault(decision.onlyQuota ? 'rate_limited' : 'gateway_no_target', own ?? found, {
    ...(hint !== undefined && { retryAfterMs: hint }),
    // Then the log alone has it.
    ...(own !== undefined && { said: found }),
  });
}
