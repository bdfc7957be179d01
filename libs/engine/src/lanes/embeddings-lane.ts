import { readJsonObject, type Dialect, type RequestShape, type StreamReading } from '@fairlead/dialects';
import { encodeDraft } from './encode-draft.js';
import type { Ingress } from '../ports.js';
import type { Lane, LaneReply, StreamLane } from './lane.js';
import { undecodable, type Unfit } from './unfit.js';

/** Embeddings in another dialect; undefined where one of the two has no way into the neutral form. */
export function embeddingsLane(
  { dialect, body }: Ingress,
  shape: RequestShape,
  there: Dialect,
): Lane | Unfit | undefined {
  const here = dialect.embeddings;
  const other = there.embeddings;
  if (here === undefined || other === undefined) return undefined;
  const decoded = here.decodeRequest(readJsonObject(body) ?? {}, shape);
  if (!decoded.ok) return undecodable(decoded.message, decoded.param);
  return {
    dialect: there,
    passes: false,
    dropped: [],
    request(model) {
      const asked = encodeDraft(other, decoded.value, model);
      return { ...asked, ...(asked.draft && 'requests' in asked.draft && { batch: true }) };
    },
    reply(reply): LaneReply {
      const said = here.encodeReply(other.decodeReply(readJsonObject(reply) ?? {}), decoded.value);
      return { body: Buffer.from(JSON.stringify(said), 'utf8'), dropped: [] };
    },
    openStream: neverStreamed,
  };
}

/** Neither embeddings nor counts are ever streamed: their requests say so before a lane is looked for. */
export function neverStreamed(_reading: StreamReading): StreamLane {
  throw new Error('there is no stream of embeddings or counts');
}
