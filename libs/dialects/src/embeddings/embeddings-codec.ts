import type { CallShape, Decoded } from '../codec.js';
import type { JsonObject } from '../json/decode.js';
import type { EmbeddingsReply } from './embeddings-reply.js';
import type { EmbeddingsRequest } from './embeddings-request.js';

/** A dialect of embeddings, in and out of the neutral form. All functions are pure; none throws for its input. */
export interface EmbeddingsCodec {
  /** @param call what the URL said, for dialects that put it there */
  decodeRequest(body: JsonObject, call: CallShape): Decoded<EmbeddingsRequest>;
  /** The request for a target that knows the model as `model`. */
  encodeRequest(request: EmbeddingsRequest, model: string): JsonObject;
  /** A reply that `readReply` judged `ok`. */
  decodeReply(body: JsonObject): EmbeddingsReply;
  /** @param request as its caller meant it: it says how numbers are written, and names the model */
  encodeReply(reply: EmbeddingsReply, request: EmbeddingsRequest): JsonObject;
}
