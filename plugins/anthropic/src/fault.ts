import type { Failure, FaultClass } from '@fairlead/plugin-sdk';

/** An account without money is a bad request here; only its words tell. */
const NO_CREDIT = /credit balance is too low/i;

/** Undefined leaves the class to the built-in table. */
export function anthropicFault({ status, type, message = '' }: Failure): FaultClass | undefined {
  if (status === 400 && NO_CREDIT.test(message)) return 'quota_exhausted';
  if (type === 'billing_error') return 'quota_exhausted';
  return undefined;
}
