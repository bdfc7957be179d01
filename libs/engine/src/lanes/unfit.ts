import { DIALECTS, type DialectName } from '@fairlead/plugin-sdk';
import type { Dialect, DialectError } from '@fairlead/dialects';

/** No dialect of a target can express the request. */
export interface Unfit {
  /** For the decision's record: `capability:logit_bias`. */
  readonly reason: string;
  /** What the caller is told where no other target can either. */
  readonly refusal: DialectError;
}

/** The dialect has no word for a field that matters. */
export function inexpressible({ field, why }: { field: string; why: string }, there: DialectName): Unfit {
  const message = `${field} cannot be expressed in ${there}, which the targets of this route speak: ${why}`;
  return {
    reason: `capability:${field}`,
    refusal: { status: 400, message, param: field, code: 'unsupported_by_target' },
  };
}

/** The request is not what its own dialect says; a target that speaks it would refuse it too. */
export function undecodable(message: string, param: string): Unfit {
  return { reason: `capability:${param}`, refusal: { status: 400, message, param, code: 'invalid_value' } };
}

/** Nothing the target speaks can be translated to. */
export function unspoken({ name, operation }: Dialect, speaks: readonly DialectName[]): Unfit {
  const spoken = speaks.filter((other) => DIALECTS[other] === operation).join(' or ');
  const message = `No target of this route speaks ${name}${spoken && `, and it cannot be translated into ${spoken}`}.`;
  return { reason: `capability:${name}`, refusal: { status: 400, message, code: 'unsupported_by_target' } };
}
