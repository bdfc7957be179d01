import {
  readJsonObject,
  type Decoded,
  type Dialect,
  type JsonObject,
  type StreamReading,
} from '@fairlead/dialects';
import { encodeDraft } from './encode-draft.js';
import type { Lane, LaneReply, StreamLane } from './lane.js';
import { undecodable, type Unfit } from './unfit.js';

/** What it takes to put one kind of question into another dialect; both are never streamed. */
interface Question<Request> {
  readonly there: Dialect;
  readonly decoded: Decoded<Request>;
  readonly encoder: { encodeRequest(request: Request, model: string): JsonObject };
  /** @throws Error where the reply does not answer */
  readonly reply: (request: Request, body: JsonObject) => JsonObject;
}

/** Embeddings or counts in another dialect. */
export function wholeReplyLane<Request>({ there, decoded, encoder, reply }: Question<Request>): Lane | Unfit {
  if (!decoded.ok) return undecodable(decoded.message, decoded.param);
  return {
    dialect: there,
    passes: false,
    dropped: [],
    request(model) {
      const asked = encodeDraft(encoder, decoded.value, model);
      return { ...asked, ...(asked.draft && 'requests' in asked.draft && { batch: true }) };
    },
    reply(body): LaneReply {
      const said = reply(decoded.value, readJsonObject(body) ?? {});
      return { body: Buffer.from(JSON.stringify(said), 'utf8'), dropped: [] };
    },
    openStream: neverStreamed,
  };
}

/** Such requests say that they want no stream before a lane is looked for. */
function neverStreamed(_reading: StreamReading): StreamLane {
  throw new Error('there is no stream of embeddings or counts');
}
