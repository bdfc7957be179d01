import { readJsonObject, type Dialect, type RequestShape } from '@fairlead/dialects';
import { encodeDraft } from './encode-draft.js';
import type { Ingress } from '../ports.js';
import { neverStreamed } from './embeddings-lane.js';
import type { Lane, LaneReply } from './lane.js';
import { undecodable, type Unfit } from './unfit.js';

/** A count of tokens in another dialect; undefined where one of the two is no dialect of counting. */
export function countingLane(
  { dialect, body }: Ingress,
  shape: RequestShape,
  there: Dialect,
): Lane | Unfit | undefined {
  const here = dialect.counting;
  const other = there.counting;
  if (here === undefined || other === undefined) return undefined;
  const decoded = here.decodeRequest(readJsonObject(body) ?? {}, shape);
  if (!decoded.ok) return undecodable(decoded.message, decoded.param);
  return {
    dialect: there,
    passes: false,
    dropped: [],
    request: (model) => encodeDraft(other, decoded.value, model),
    reply(reply): LaneReply {
      const tokens = other.decodeReply(readJsonObject(reply) ?? {});
      if (tokens === undefined) throw new Error('it states no count of tokens');
      return { body: Buffer.from(JSON.stringify(here.encodeReply(tokens)), 'utf8'), dropped: [] };
    },
    openStream: neverStreamed,
  };
}
