import {
  classify,
  FAULTS,
  Fault,
  retryAfterMs,
  type FaultClass,
  type FaultRule,
  type Failure,
  type ReplyHeaders,
} from '@fairlead/plugin-sdk';
import type { Lane } from './lanes/lane.js';
import type { ProviderPort } from './ports.js';

/** More of an error page than this tells nobody anything. */
export const MAX_ERROR_BYTES = 1024 * 1024;

/** Whose refusal it is, and in which dialect it was said. */
interface Refused {
  readonly lane: Lane;
  readonly provider: ProviderPort;
  readonly targetId: string;
}

/** Turns a reply that is an error into a fault: the plugin's word first, then the built-in table. */
export function refusalFault(
  setting: Refused,
  status: number,
  headers: ReplyHeaders,
  body: Uint8Array,
): Fault {
  if (status < 400) {
    return new Fault('protocol_error', `${setting.targetId} answered ${status}; redirects are not followed`, {
      status,
    });
  }
  return failureFault(setting, {
    ...setting.lane.dialect.readFailure(status, headers, body),
    status,
    headers,
  });
}

/** The same for an error that came inside a 200. */
export function failureFault({ provider, targetId, lane }: Refused, failure: Failure): Fault {
  const faultClass: FaultClass = provider.classify(failure) ?? classify(failure);
  const said = failure.message === undefined ? undefined : provider.redact(failure.message);
  const hint = retryAfterMs(failure.headers) ?? failure.retryAfterMs;
  const message = describe(FAULTS[faultClass], `${targetId} answered ${failure.status}`, said);
  return new Fault(faultClass, message, {
    status: failure.status,
    ...(failure.code !== undefined && { code: provider.redact(failure.code) }),
    // The words of another dialect mean nothing to the caller's library.
    ...(failure.type !== undefined && lane.passes && { type: provider.redact(failure.type) }),
    ...(failure.param !== undefined && lane.passes && { param: provider.redact(failure.param) }),
    ...(said !== undefined && { said }),
    ...(hint !== undefined && { retryAfterMs: hint }),
  });
}

/**
 * What a caller may read. A judgement of the request is passed on in the provider's words; words about our key, credit
 * or limits stay in the log, since providers name accounts and parts of keys in them.
 */
function describe(rule: FaultRule, what: string, said: string | undefined): string {
  if (said === undefined || rule.sets !== undefined) return what;
  return rule.next === 'surface' ? said : `${what}: ${said}`;
}
