import { readJsonObject, type Dialect, type RequestShape } from '@fairlead/dialects';
import type { Ingress } from '../ports.js';
import type { Lane } from './lane.js';
import type { Unfit } from './unfit.js';
import { wholeReplyLane } from './whole-reply-lane.js';

/** Embeddings in another dialect; undefined where one of the two has no way into the neutral form. */
export function embeddingsLane(
  { dialect, body }: Ingress,
  shape: RequestShape,
  there: Dialect,
): Lane | Unfit | undefined {
  const here = dialect.embeddings;
  const encoder = there.embeddings;
  if (here === undefined || encoder === undefined) return undefined;
  return wholeReplyLane({
    there,
    decoded: here.decodeRequest(readJsonObject(body) ?? {}, shape),
    encoder,
    reply: (request, reply) => here.encodeReply(encoder.decodeReply(reply), request),
  });
}
