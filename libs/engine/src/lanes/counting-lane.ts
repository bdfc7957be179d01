import { readJsonObject, type Dialect, type RequestShape } from '@fairlead/dialects';
import type { Ingress } from '../ports.js';
import type { Lane } from './lane.js';
import type { Unfit } from './unfit.js';
import { wholeReplyLane } from './whole-reply-lane.js';

/** A count of tokens in another dialect; undefined where one of the two is no dialect of counting. */
export function countingLane(
  { dialect, body }: Ingress,
  shape: RequestShape,
  there: Dialect,
): Lane | Unfit | undefined {
  const here = dialect.counting;
  const encoder = there.counting;
  if (here === undefined || encoder === undefined) return undefined;
  return wholeReplyLane({
    there,
    decoded: here.decodeRequest(readJsonObject(body) ?? {}, shape),
    encoder,
    reply(_request, reply) {
      const tokens = encoder.decodeReply(reply);
      if (tokens === undefined) throw new Error('it states no count of tokens');
      return here.encodeReply(tokens);
    },
  });
}
