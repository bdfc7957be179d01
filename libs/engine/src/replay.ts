import { Fault } from '@fairlead/plugin-sdk';
import { formatSize, type RoutePlan } from '@fairlead/policy';
import type { Ingress } from './ports.js';

/**
 * How large a body is that may not be sent again, after or beside the first attempt; undefined where it may.
 *
 * @param reachedNobody it went out on a connection that had died before: what is still held may go out anew
 */
export function tooLargeToReplay(
  { body, relay }: Ingress,
  { failover }: RoutePlan,
  reachedNobody = false,
): number | undefined {
  const upload = relay?.upload;
  const bytes = upload?.readBytes ?? body.length;
  if (upload?.spent) return bytes;
  return !reachedNobody && bytes > failover.maxReplayBytes ? bytes : undefined;
}

/** The fault of the only attempt, and why nobody else was asked. */
export function withReplayHint(fault: Fault, { failover }: RoutePlan, bytes: number | undefined): Fault {
  if (bytes === undefined) return fault;
  const limit = formatSize(failover.maxReplayBytes);
  const why =
    bytes > failover.maxReplayBytes
      ? `a body of ${bytes} bytes is above failover.max_replay_bytes (${limit})`
      : `of a form no more than its beginning is kept, and ${bytes} bytes of it have gone out`;
  return new Fault(fault.faultClass, `${fault.message}; nobody else was asked: ${why}`, fault.details);
}
