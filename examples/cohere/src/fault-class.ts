import type { Failure, FaultClass } from '@fairlead/plugin-sdk';

/** What the vendor's statuses and words say beyond what everybody's do; refusals have a message and no code. */
export function faultClassOf({
  status,
  message = '',
}: Pick<Failure, 'status' | 'message'>): FaultClass | undefined {
  if (/^too many tokens/i.test(message) || /exceeds? the (?:model's )?(?:context|maximum)/i.test(message)) {
    return 'context_length';
  }
  switch (status) {
    // A blocked or unknown token.
    case 498:
      return 'auth_invalid';
    case 402:
      return 'quota_exhausted';
    case 429:
      // A trial's calls of a month come back next month, not next minute.
      return /\/ month/.test(message) ? 'quota_exhausted' : undefined;
    case 499:
      return 'server_error';
    default:
      return undefined;
  }
}
